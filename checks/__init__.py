"""Rules and figures in, outcomes out; no files, no printing, no clock."""
