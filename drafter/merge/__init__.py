"""What people changed in a returned draft, merged in three sides (base, ours, theirs) with its selection.

Import ``import_edits`` from ``importing``, a ``Proposal`` from ``proposals``, their file from
``proposal_file``, taking or leaving them from ``deciding``; what cannot be imported the catalogue says.
"""
