"""Rows and an approved template become files: same input, same bytes."""
