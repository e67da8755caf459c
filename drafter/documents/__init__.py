"""Documents in: Word, Excel, web pages and text become tables, and one interpreter makes a matrix of them.

A reader (``readers/``, one a format) gives a Document; the interpreter tells regions, themes and
recommendations; every character ends as one of them, or is reported.
"""
