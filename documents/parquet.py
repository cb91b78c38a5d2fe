"""Columns kept in parquet: a table, every value as the text that it was written as."""

from __future__ import annotations

import io

from gouji.documents.document import Document
from gouji.documents.files.archive import refusing_damage
from gouji.documents.files.extras import require
from gouji.documents.files.source import Source
from gouji.documents.tidy import plain, table_of, tidied


def read(source: Source) -> Document:
    """Read a table of named columns, tidy or wide."""
    library = require(source.path, "pyarrow", "parquet")
    parquet = require(source.path, "pyarrow.parquet", "parquet")
    with refusing_damage(source, library.ArrowException):
        file = parquet.ParquetFile(io.BytesIO(source.data))
        about = file.metadata
        source.limits.check("rows", about.num_rows, source.path)
        source.limits.check("cells", about.num_rows * about.num_columns, source.path)
        groups = (about.row_group(n) for n in range(about.num_row_groups))
        source.limits.check("unpacked", sum(g.total_byte_size for g in groups), source.path)
        columns = file.read()
        listed = [column.to_pylist() for column in columns.columns]
    rows = (list(map(plain, row)) for row in zip(*listed, strict=True))
    table = table_of(source, columns.column_names, rows)
    return tidied(source, source.document("parquet", (table,)))
