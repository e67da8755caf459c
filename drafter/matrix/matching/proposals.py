"""Proposed entries for a concordance, with the evidence that a reader needs to decide."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from drafter.matrix.kinds import Rules
from drafter.matrix.matching.evidence import explain, shared_phrases, strength_difference
from drafter.matrix.matching.features import content_words_as_written, stem
from drafter.matrix.matching.grouping import group
from drafter.matrix.matching.similarity import Similarity
from drafter.model import Concordance, EntryStatus

_LONGEST_ID = 32
_MOST_WORDS_IN_ID = 3
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Near:
    """A recommendation that is near to a proposed entry and not in it.

    Attributes:
        id: Its id.
        score: How near it is to the nearest member.
        phrase: The longest that it says word for word with that member; empty where they share none.
    """

    id: str
    score: float
    phrase: str


@dataclass(frozen=True, slots=True)
class ProposedEntry:
    """Recommendations that may say the same.

    Attributes:
        id: In words, from what they share.
        members: In the order of footnotes.
        score: How near they are to one another, on average.
        phrases: What two of them say word for word, the longest first.
        strength: How the strength of their wordings differs, in words, pair by pair.
        near: The nearest recommendations that are not among them, best first: to be read too.
    """

    id: str
    members: tuple[str, ...]
    score: float
    phrases: tuple[str, ...]
    strength: tuple[str, ...]
    near: tuple[Near, ...]


def propose(similarity: Similarity, concordance: Concordance, rules: Rules) -> list[ProposedEntry]:
    """Propose entries for what a concordance does not hold yet.

    What a person has confirmed or rejected stays: members of entries are left out, and pairs of a
    rejected entry are not proposed again.

    Returns:
        Proposals, the nearest first.
    """
    number = similarity.number
    placed = {
        number[member]
        for entry in concordance.entries
        if entry.status is not EntryStatus.REJECTED
        for member in entry.members
    }
    apart = [
        (number[one], number[other])
        for entry in concordance.entries
        if entry.status is EntryStatus.REJECTED
        for one, other in combinations(entry.members, 2)
    ]
    taken = {entry.id for entry in concordance.entries} | set(similarity.ids)
    proposals = []
    for numbers, score in group(similarity, left_out=placed, apart=apart):
        members = similarity.matrix.in_citing_order(similarity.ids[n] for n in numbers)
        if len({similarity.matrix.by_id[member].region for member in members}) == 1:
            continue  # what one region says twice is shared with nobody
        phrases = tuple(shared_phrases(similarity, rules, members))
        entry_id = _id_of(_telling_words(similarity, numbers), taken)
        taken.add(entry_id)
        proposals.append(
            ProposedEntry(
                entry_id,
                members,
                score,
                phrases,
                tuple(_strength(similarity, members)),
                tuple(_near(similarity, rules, members)),
            )
        )
    return proposals


def _telling_words(similarity: Similarity, numbers: Sequence[int]) -> list[str]:
    """Words that stand together in one member and in others too, the rarest such stretch."""
    shared = Counter(word for number in numbers for word in set(similarity.documents[number]))
    total = len(similarity.ids)
    best: tuple[float, list[str]] = (0.0, [])
    for number in numbers:
        words = content_words_as_written(similarity.matrix.by_id[similarity.ids[number]].text)
        for start in range(len(words)):
            stretch = words[start : start + _MOST_WORDS_IN_ID]
            stems = [stem(word) for word in stretch]
            if all(shared[found] > 1 for found in stems):
                rarity = sum(math.log(total / similarity.users_of[found]) * shared[found] for found in stems)
                best = max(best, (rarity, stretch), key=lambda found: found[0])
    return best[1]


def _id_of(words: Sequence[str], taken: Iterable[str]) -> str:
    chosen: list[str] = []
    for written in words:
        word = _plain(written)
        longest = _LONGEST_ID - len("-999")
        if word and (chosen or word[0].isalpha()) and len("-".join([*chosen, word])) <= longest:
            chosen.append(word)
    wanted = "-".join(chosen)
    if wanted in ("", "null"):  # an id is read as a text, which YAML's null is not
        wanted = "shared"
    taken = set(taken)
    number = 1
    while (name := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return name


def _plain(word: str) -> str:
    """A word in the letters a to z and figures, as ids have them; empty for other scripts."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", word))


def _strength(similarity: Similarity, members: Sequence[str]) -> Iterator[str]:
    texts = similarity.matrix.by_id
    for one, other in combinations(members, 2):
        difference = strength_difference(texts[one].text, texts[other].text)
        if difference:
            yield f"{one} and {other}: {difference}"


def _near(similarity: Similarity, rules: Rules, members: Sequence[str]) -> Iterator[Near]:
    nearest: dict[str, tuple[float, str]] = {}
    for member in members:
        for other, score in similarity.like(member, _NEAREST + len(members)):
            if other not in members and score > nearest.get(other, (float("-inf"), ""))[0]:
                nearest[other] = (score, member)
    best = sorted(nearest.items(), key=lambda item: (-item[1][0], item[0]))[:_NEAREST]
    for other, (score, member) in best:
        phrases = explain(similarity, rules, member, other).phrases
        yield Near(other, score, phrases[0] if phrases else "")
