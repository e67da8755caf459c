"""What changed between two drafts.

Import ``compare_drafts`` and ``draft_text`` from ``changes``, and the words and JSON for it from ``report``.
"""
