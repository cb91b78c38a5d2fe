"""From a grid of cells to figures: headers, bodies, columns of changes."""
