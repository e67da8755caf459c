"""Reads paragraphs of Word files: their words, footnotes, numbers and tracked changes."""

from typing import Any, TypeAlias

# An element of python-docx: one of lxml, of a class that follows from its name and has methods of its own.
Element: TypeAlias = Any
