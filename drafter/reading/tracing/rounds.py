"""Across the rounds: where clauses of earlier drafts went in the adopted text, and when recommendations left.

A clause is followed by its words, to the paragraph that has most of them, and by its sources, to the
paragraphs in which these ended. Its words alone prove nothing, and are told as no more than that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from drafter.reading.tracing.outcome import Ended, Outcome
from drafter.returned.document import Returned
from drafter.text.similarity import features, share_of

_FEWEST = 0.25  # of a clause's words; fewer stand in any paragraph on the subject


@dataclass(frozen=True, slots=True)
class RoundClause:
    """A clause of a draft.

    Attributes:
        id: What it is called from draft to draft; empty where drafter did not make it.
        label: Its number in that draft.
        wordings: Its words, then those of its other wordings.
        sources: Ids of the recommendations that its footnotes cite.
    """

    id: str
    label: str
    wordings: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Round:
    """A draft of one round.

    Attributes:
        name: The name of its file.
        clauses: In its order.
    """

    name: str
    clauses: tuple[RoundClause, ...]

    @cached_property
    def sources(self) -> frozenset[str]:
        """The recommendations that any clause cites."""
        return frozenset(source for clause in self.clauses for source in clause.sources)


def round_of(name: str, returned: Returned, known: Iterable[str]) -> Round:
    """What a draft says.

    Args:
        name: Of its file.
        returned: The draft.
        known: Ids of the matrix's recommendations.
    """
    ids = frozenset(known)
    clauses = []
    for clause in returned.clauses:
        lines = returned.lines_of(clause)
        if clause.is_part or clause.is_text or not lines:
            continue
        cited = (source for line in lines for note in line.notes for source in note.sources)
        sources = tuple(dict.fromkeys(one for one in cited if one in ids))
        clauses.append(RoundClause(clause.id, clause.label, tuple(one.text for one in lines), sources))
    return Round(name, tuple(clauses))


@dataclass(frozen=True, slots=True)
class Followed:
    """A clause, followed into the text.

    Attributes:
        clause: As it stood in the last draft that has it.
        rounds: The names of the drafts that have it.
        by_words: The paragraph with most of a wording's words, and the share; None where none has enough.
        by_sources: Paragraph → how many of its sources ended there, most first.
    """

    clause: RoundClause
    rounds: tuple[str, ...]
    by_words: tuple[str, float] | None
    by_sources: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Left:
    """A recommendation that no clause of the last draft cites, though one of an earlier draft did.

    Attributes:
        recommendation: Its id.
        last: The name of the last draft in which it was cited.
        next: That of the next draft, in which it is not.
        ended: How it ended in the text, as the trace says.
    """

    recommendation: str
    last: str
    next: str
    ended: Ended


class AcrossRounds:
    """Drafts of several rounds, and the text that was adopted.

    Args:
        rounds: In order.
        outcome: What the trace says of the text.
    """

    def __init__(self, rounds: Sequence[Round], outcome: Outcome) -> None:
        self.rounds, self.outcome = rounds, outcome
        self._words = {one.key: features(one.text) for one in outcome.adopted.paragraphs}

    def followed(self) -> Sequence[Followed]:
        """Every clause of every draft, in the order of the draft that has it last."""
        latest: dict[str, tuple[RoundClause, list[str]]] = {}
        for one in self.rounds:
            for number, clause in enumerate(one.clauses):
                # What drafter did not make is known by its place alone, and so by one draft.
                key = clause.id or f"{one.name} {number}"
                _, names = latest.pop(key, (clause, []))
                latest[key] = clause, [*names, one.name]
        return [
            Followed(clause, tuple(names), self._by_words(clause), self._by_sources(clause))
            for clause, names in latest.values()
        ]

    def _by_words(self, clause: RoundClause) -> tuple[str, float] | None:
        own = [features(words) for words in clause.wordings]
        shares = [(share_of(one, words), key) for one in own for key, words in self._words.items()]
        best = max(shares, key=lambda one: one[0], default=None)
        return (best[1], best[0]) if best and best[0] >= _FEWEST else None

    def _by_sources(self, clause: RoundClause) -> Mapping[str, int]:
        counts = Counter(
            link.paragraph for source in clause.sources for link in self.outcome.links_of(source)
        )
        order = self.outcome.adopted.order
        return dict(sorted(counts.items(), key=lambda item: (-item[1], order[item[0]])))

    def left(self) -> Sequence[Left]:
        """Recommendations that left between two rounds and did not come back, in the order of footnotes."""
        found = {}
        for place, one in enumerate(self.rounds[:-1]):
            later = frozenset(source for after in self.rounds[place + 1 :] for source in after.sources)
            for source in one.sources - later:
                found[source] = Left(
                    source, one.name, self.rounds[place + 1].name, self.outcome.ended[source]
                )
        return [found[source] for source in self.outcome.matrix.in_citing_order(found)]
