"""Checks of a returned draft against the draft inside it."""
