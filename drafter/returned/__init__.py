"""A Word draft that came back: read, aligned with the draft inside it, and its citations resolved.

Import ``read_returned``, ``returned_from`` and ``Returned`` from ``document``; the clauses as they stand
are in ``clauses``. Nothing here words a fault: that is for ``check``, ``merge``, ``compare`` and
``reading``.
"""
