"""Marks on what is printed: in copies of the original, and redrawn."""
