"""Citations in whatever words people write them.

Those of ``paragraphs`` of reports and of ``documents``; ``resolver`` says which source is meant, or none.
"""
