"""selection.yaml: read, resolved to clauses, started, brought up to date, edited without losing a byte.

Import ``open_selection`` from ``loading``, ``resolve_selection`` from ``resolve``, ``start_selection`` and
``update_selection`` from ``update``, single steps from ``edit``; what the file can hold is in ``file``.
"""
