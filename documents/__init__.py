"""One reader a format: bytes in, blocks and tables with places out; never reads a number."""
