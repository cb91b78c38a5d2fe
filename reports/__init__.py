"""One module a form: a result in, text out."""
