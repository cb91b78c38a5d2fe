"""Weighing: how probable it is that what breaks is meant, and printed wrongly."""
