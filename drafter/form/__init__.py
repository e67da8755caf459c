"""Forms: what a document has, in which words and looks.

``forms`` loads a form and says its words, and has its abbreviations; ``outline`` has its parts and how they
speak. Both may be imported from outside.
"""
