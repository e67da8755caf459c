"""Tracked changes (ISO 29500-1, 17.13.5): where they stand, whose they are, accepted or made."""
