"""Equations: compiled, evaluated, judged."""
