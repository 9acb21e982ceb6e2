"""Tables from other people's files: bytes to text, text or a workbook to rows, rows to columns."""
