"""What people changed in a returned draft, merged in three sides (base, ours, theirs) with its selection.

Import ``import_edits`` from ``importing``, the file of proposals from ``proposals``, and taking or leaving
them from ``deciding``; what cannot be imported is said by ``catalogue.yaml``.
"""
