"""Proposes a concordance: which recommendations of different regions may say the same.

A proposal is for a person to read: it counts for nothing until somebody confirms it. ``features`` says
what of a text is compared, ``similarity`` how near two are and which group together, ``proposals`` why.
"""
