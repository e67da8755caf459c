"""Texts as such, whoever wrote them.

Letters, numerals, short forms and unseen characters (``words``); how alike two are (``similarity``), where
they differ (``differences``), which of many belong together (``alignment``); ``italics``.
"""
