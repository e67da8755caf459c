"""Writes and reads Word files; no other room knows their markup.

python-docx holds the package. This room makes the markup of paragraphs, notes and tables (ISO 29500-1).
"""
