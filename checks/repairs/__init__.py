"""What change of a print would let its checks tie."""
