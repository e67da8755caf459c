"""Reading: pages for ``review``, ``match`` and ``trace``, and the comparison of readers' answers.

The three commands share a page (``page``), which shows two texts side by side and takes an answer by key or
click. The browser saves a reader's answers as a YAML file (``answers``), and the files are compared.
"""
