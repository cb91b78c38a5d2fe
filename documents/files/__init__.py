"""What bytes are, and how much of them is read."""
