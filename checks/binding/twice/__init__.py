"""The same thing printed twice: in one document, or in several of one issuer."""
