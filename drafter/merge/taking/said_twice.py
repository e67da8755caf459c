"""That the text of a paragraph says, word for word, what somebody proposes: it stands there twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from drafter.drafting import compose_selection
from drafter.merge.signature import words_of_variant
from drafter.merge.telling import apart, told
from drafter.selection.loading import OpenSelection
from drafter.text.words import excerpt


def said_twice(clauses: Collection[str], before: OpenSelection, after: OpenSelection) -> Iterator[str]:
    """What is told of clauses whose text has come to say what stands below it under a name.

    Nobody withdraws for another: both stand until those whose words they are say so.

    Args:
        clauses: The ids of the clauses whose words were decided about.
        before: The selection before that.
        after: It since.
    """
    stood = {*_twice(clauses, before)}
    for clause, words, names in _twice(clauses, after):
        if (clause, words, names) not in stood:
            yield told("said-twice", clause=clause, words=excerpt(words), names=apart(names))


def _twice(clauses: Collection[str], selection: OpenSelection) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each clause, the words that stand there twice, and under whose names."""
    stand = [one for one in selection.file.clauses if one.id in clauses and not one.is_out]
    if not any(words.by for one in stand for words in one.wordings):
        return
    for clause in compose_selection(selection).clauses:
        if clause.id in clauses:
            texts = {words_of_variant(one) for one in clause.variants if not one.by}
            own = (one for one in clause.variants if one.by and words_of_variant(one) in texts)
            yield from ((clause.id, one.text, tuple(one.by)) for one in own)
