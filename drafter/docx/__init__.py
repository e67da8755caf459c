"""Word files (ISO 29500): written from a draft, read back after people edited them, compared as a redline.

The only place that knows WordprocessingML. ``writer`` and ``template`` write it, ``reader`` reads it back,
``redline`` sets two drafts against one another, ``provenance`` tells whether a file is as drafter wrote it.
They stand on four rooms: ``parts``, ``tracked``, ``looks`` (how words are shown) and ``reading``.
"""
