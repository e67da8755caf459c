"""Matrices: documents read in, matrix.yaml and about.yaml, the concordance, kinds of text.

A document is read as a ``table``, of which ``interpreter`` makes a matrix. What is selected, by which
``criteria``, and why not the rest; who may say the same (``matching``). ``loading`` opens what a user names.
Every module may be imported from above.
"""
