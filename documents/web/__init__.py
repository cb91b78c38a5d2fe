"""Web pages: articles, their tables, and places in their source."""
