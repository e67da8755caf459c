"""From resolved clauses to a draft: everything that is printed, before it is written in any format.

``compose`` makes it, with ``clauses`` (and under them ``lines`` and ``wording``) and ``matter``, what stands
around the text; ``model`` has its types, ``formats`` its JSON and its Markdown.
"""
