"""Matrices: documents read in, matrix.yaml and concordance.yaml, what criteria select, who says the same."""
