"""How words look in a Word file, and whether they can be read so.

``formatting`` resolves what is set on them; ``colour`` and ``measures`` say how much of it, ``harmless``
which of it never matters; ``fonts`` whether they show the letters that are typed; ``lines``, ``cells`` and
``places`` judge the room that words have; ``appearance`` all of it.
"""
