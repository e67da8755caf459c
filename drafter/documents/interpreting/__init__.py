"""From tables to a matrix: heads, headings, rows, citations, and one recommendation of several cells."""
