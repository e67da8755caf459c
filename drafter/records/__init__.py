"""Files that people write in YAML, read strictly.

``nodes`` composes them with line and column, ``slips`` says in people's words what is wrong with a line
(``stops``: where the parser stopped; ``indents``: how far lines are indented),
``number_signs`` what “#” does in it, ``keys`` what is wrong with keys, ``records`` reads them into declared
values.
"""
