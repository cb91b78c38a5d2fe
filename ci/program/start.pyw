"""The one-file program: opened by itself or with files it is the desk, else the command line."""

import multiprocessing
import sys
from pathlib import Path

if __name__ == "__main__":
    multiprocessing.freeze_support()
    given = sys.argv[1:]
    if given[:2] == ["-I", "-S"]:  # the keeper of temporary folders starts Python so; here that is us
        from gouji.documents.files.keeper import keep

        keep(given[3])
    else:
        from gouji.cli import main

        files = all(Path(name).exists() for name in given)
        main(["open", *given] if files else given, prog_name="gouji")
