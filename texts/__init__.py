"""What stands in files of YAML: read once, kept, and said in Chinese and in English."""
