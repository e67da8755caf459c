"""From resolved clauses to a draft: everything that is printed, before it is written in any format.

``compose`` makes it, with ``clauses`` (and under them ``wording``, ``spelling``, ``inline``, ``remarks``),
``front`` and ``annexes``; ``model`` has its types, ``stored`` its JSON, ``markdown`` its Markdown.
"""
