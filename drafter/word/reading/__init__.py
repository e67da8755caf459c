"""Reads paragraphs of Word files: their words, footnotes and numbers."""
