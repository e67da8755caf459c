"""Forms: the parts, words and looks of a document.

``forms`` loads a form with its abbreviations, and renders its templates. ``outline`` reads its parts and
their voices. Other rooms may import from both.
"""
