"""selection.yaml: read, resolved to clauses, started, brought up to date, edited without losing a byte.

Import ``open_selection`` from ``loading``, ``resolve_selection`` from ``resolve``, the single steps from
``steps``, ``start_selection`` and ``update_selection`` from ``update``; what the file can hold is in
``file``.
"""
