"""What sentences say their figures have to do with each other."""
