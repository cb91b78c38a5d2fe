"""All that is looked at: figures of documents, of references, and what changes mean."""
