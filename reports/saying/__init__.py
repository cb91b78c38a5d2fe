"""Words, numbers and lines that all reports share."""
