"""Known slips, one module each."""
