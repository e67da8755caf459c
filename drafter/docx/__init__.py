"""Word files: the only place that imports docx."""
