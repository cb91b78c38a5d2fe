"""Known slips of the pen: what may have been meant, and how a print came about."""
