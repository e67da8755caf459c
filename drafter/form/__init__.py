"""Forms: what a document has, in which words and looks.

``forms`` loads a form and says its words; ``outline`` has its parts and how they speak, ``templates`` its
Jinja files, ``glossary`` its abbreviations. From outside import ``forms``, ``outline`` and ``glossary``.
"""
