"""What people changed in a returned draft, merged in three sides (base, ours, theirs) with its selection.

Import ``import_edits`` from ``importing``, a ``Proposal`` and the file of them from ``proposals``, taking or
leaving them from ``deciding``; what cannot be imported ``catalogue.yaml`` says.
"""
