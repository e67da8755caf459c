"""Checks: a matrix file against its source, and a returned draft against what made it."""

from drafter.checking.source import compare_with_source, source_path

__all__ = ["compare_with_source", "source_path"]
