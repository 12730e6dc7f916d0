"""Preflight: every finished file looked at again, before anyone files it, with the court's eyes."""
