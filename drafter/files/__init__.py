"""Guarded reading; writing that never loses what stood there: the one way in, and the one way out, for all.

What opens, reads, writes, renames or deletes a file calls these; nothing else does.
"""
