"""``selection.yaml``: which clauses stand in the draft, in which order and in which words."""
