"""What checks are made of: the figures of all documents, those of references, and the check."""
