"""The grammar of printed numbers."""
