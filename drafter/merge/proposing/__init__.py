"""From a returned draft to proposals: what each person changed, and what does not come home.

Begin with ``viewing`` (one file as one person would have it) and ``authors`` (whose changes are whose).
"""
