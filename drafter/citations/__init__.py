"""Citations: as a matrix writes them, as people write them, and what they mean.

Import ``Resolver`` and ``Cited`` from ``citing``, and how paragraphs are printed and found from
``paragraphs``.
"""
