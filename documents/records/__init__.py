"""Tidy data: one figure a row."""
