"""Files that people write in YAML, read strictly.

``nodes`` composes them with line and column, ``slips`` says in people's words what is wrong with a line,
``number_signs`` what “#” does in it, ``records`` reads them into declared values.
"""
