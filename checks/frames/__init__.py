"""Equations over data frames."""
