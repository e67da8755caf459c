"""Word files (ISO 29500): written from a draft, read back after people edited them, compared as a redline.

The only place that knows WordprocessingML. To be imported from here: ``write_word`` (writer), ``read_word``
(reader) and what it gives, ``redline``, ``annotate`` (notes), ``open_template`` (template), and
whether a file is as drafter wrote it (provenance).
"""
