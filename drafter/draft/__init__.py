"""From resolved clauses to a draft: everything that is printed, before it is written in any format.

``compose`` makes it, with ``clause_maker`` (which has ``lines``, ``wording``, ``remarks``) and ``matter``
for what stands around the text. Its types are in ``model`` (the whole), ``clause`` and ``blocks``; its JSON
and Markdown in ``formats``. Its words stand in the form: opening words in a ``.j2`` file, every sentence in
tables and comments in ``phrases.yaml``.
"""
