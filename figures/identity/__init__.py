"""Whose figures they are, and of when."""
