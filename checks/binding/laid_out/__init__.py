"""What the layout of a table says its figures have to do with each other."""
