"""Matrices: ``matrix.yaml``, the concordance beside it, and what can be asked of them.

``loading`` opens what a user names. ``criteria`` say what is asked for, ``selecting`` finds it, and ``kinds``
tells what a text is. ``matching`` proposes which recommendations say the same.
"""
