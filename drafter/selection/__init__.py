"""selection.yaml: read, resolved to clauses, started, brought up to date, edited without losing a byte.

Import ``open_selection`` from ``loading``, ``resolve_selection`` from ``resolve``, ``start_selection``,
``update_selection`` and the single steps from ``update``; what the file can hold is in ``file``.
"""
