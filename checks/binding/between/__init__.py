"""What documents say of the same things."""
