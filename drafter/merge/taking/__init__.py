"""From proposals to the selection: what is put where as somebody takes one, and what it leaves standing.

Begin with ``sponsored`` (under a name), ``as_text`` (as the text) and ``choosing`` (what goes along).
"""
