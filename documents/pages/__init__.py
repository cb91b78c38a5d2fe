"""Pages: words and rulings of a pdf, and pictures of them."""
