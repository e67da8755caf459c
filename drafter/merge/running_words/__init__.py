"""Running words (title, preamble, headings) that people changed: as proposals, and whose they are."""
