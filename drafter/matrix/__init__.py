"""Matrices and their concordances, and what a user can ask of them.

``loading`` opens the matrix that a user names. ``criteria`` hold what the user asks for, and ``selecting``
finds it. ``kinds`` tells the kind of a text. ``matching`` proposes recommendations that may say the same.
"""
