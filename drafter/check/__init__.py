"""Checks a returned draft: every fault, each once, said by ``catalogue.yaml``.

Import ``check_draft`` from ``draft`` and ``Finding`` from ``finding``. A module a subject: footnotes and
their marks, words, the clauses as a whole, what is outside them; what is unfinished is in ``draft``.
"""
