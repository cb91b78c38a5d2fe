"""The parts of Word documents and workbooks."""
