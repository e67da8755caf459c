"""Word files: the only place that knows how they are built and read.

python-docx holds the package. Paragraphs, notes and tables are markup of its own (ISO 29500-1).
"""
