"""Pages for reading: ``review``, ``match`` and ``trace`` ask people, and compare what they answer.

The three are one kind of page (``page``): two texts side by side and an answer by key or click. The browser
saves one reader's answers as a YAML file (``answers``); several readers' files are compared (``agreement``).
"""
