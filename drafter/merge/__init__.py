"""What people changed in a returned draft, merged in three sides (base, ours, theirs) with its selection.

A ``Proposal`` is in ``model``. Import ``import_edits`` from ``importing``, the file of proposals from
``proposals``, taking or leaving them from ``deciding``; what cannot be imported ``catalogue.yaml`` says.
"""
