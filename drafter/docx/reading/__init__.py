"""Reads a Word draft back after people edited it, in Word, LibreOffice or another word processor."""

from drafter.docx.reading.reader import read_word

__all__ = ["read_word"]
