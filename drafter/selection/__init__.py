"""``selection.yaml``: which clauses are in the draft, in which order and in which words."""
