"""Reading: pages with questions, and the comparison of answers.

The three commands share a page (``page``), which shows two texts side by side and takes an answer by key or
click. The browser saves a reader's answers as a YAML file (``answers``), and the files are compared.
"""
