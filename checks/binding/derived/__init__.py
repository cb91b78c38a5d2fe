"""What follows from other checks and from what a number can be."""
