"""Proposes a concordance: which recommendations of different regions may say the same.

A proposal is for a person to read: it counts for nothing until somebody confirms it.
"""
