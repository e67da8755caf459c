"""selection.yaml: read, edited without losing a byte, brought up to date, resolved to clauses."""
