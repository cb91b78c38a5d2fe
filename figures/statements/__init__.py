"""What the print itself states of its figures."""
