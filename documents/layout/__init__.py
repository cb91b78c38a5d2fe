"""From lines and pieces of a page to blocks, titles and headings."""
