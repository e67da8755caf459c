"""Makes a draft of clauses: everything that is printed, in no format yet.

``compose`` puts the draft together. ``clauses`` makes its clauses, with ``lines`` and ``wording``. ``matter``
makes what precedes the text, and ``annexes`` what follows it. ``model`` has the types. ``formats`` writes
JSON and Markdown.
"""
