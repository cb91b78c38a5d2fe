"""Audits of more documents than one machine holds, kept as partitioned Parquet."""
