"""The numbers of running text, and what each of them is about."""
