"""Forms: what a document has, in which words and looks.

``forms`` loads a form and says its words; ``outline`` has its parts and how they speak, ``glossary`` its
abbreviations. All may be imported from outside.
"""
