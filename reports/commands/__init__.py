"""What the commands beside ``audit`` print and ask."""
