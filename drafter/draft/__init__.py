"""From resolved clauses to a draft: everything that is printed, before it is written in any format.

``compose`` makes it, with ``clauses`` (and under them ``lines``, ``wording``, ``remarks``) and ``matter``,
what stands around the text; ``model`` has its types, ``formats`` its JSON and its Markdown. Its words stand
in the form: opening words in a ``.j2`` file, every sentence in tables and comments in ``phrases.yaml``.
"""
