"""Tables that were saved as text."""
