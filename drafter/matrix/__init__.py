"""Matrices: documents read in (``readers``), matrix.yaml and about.yaml, the concordance, kinds of text.

What clauses can be made from (``candidates``), by which ``criteria`` and why not the rest; who may say the
same (``matching``). ``loading`` opens what a user names. Every module may be imported from above.
"""
