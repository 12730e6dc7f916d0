"""Exhibits: planned by a person; numbered, labelled, bound, re-read and checked for one court."""
