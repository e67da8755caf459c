"""Matrices: matrix.yaml and about.yaml, the concordance, kinds of text.

What is selected (``selecting``), by which ``criteria``, and why not the rest; who may say the same
(``matching``). ``loading`` opens what a user names. Every module may be imported from above.
"""
