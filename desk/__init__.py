"""The desk: a local page on which a reviewer drops drafts, reads findings and answers them."""
