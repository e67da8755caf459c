"""Proposed entries for a concordance, with the evidence that a reader needs to decide, and as its text."""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from drafter.files import decode
from drafter.matrix.concordance import LONGEST_ID, read_concordance
from drafter.matrix.kinds import count_firm_words, count_hedges, without_narrative
from drafter.matrix.similarity import Similarity, group, stems_of
from drafter.model import Concordance, EntryStatus, Matrix
from drafter.problems import ContentError, DrafterError
from drafter.text import begin_alike, content_words, excerpt, free_name, stem

_MOST_PHRASES = 4
_FEWEST_CONTENT_WORDS = 2
_MOST_WORDS_IN_ID = 3
_NEAREST = 5

_NEW_FILE = """\
# Which recommendations say the same: a drafter would write one clause for the whole entry, and a delegate
# of each member's region would recognise their own recommendation in it.
#
# Read every proposed entry, take out members that do not belong, and set its status:
#   confirmed  it counts
#   rejected   it does not, and these members are not proposed together again
# Until then it counts for nothing. You may add a lead (the member whose text carries the others best)
# and a note. drafter adds new proposals at the end and changes nothing else.
"""


# Why recommendations belong together or not


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against two recommendations saying the same.

    Attributes:
        score: How near they are.
        threshold: From which score on they would be proposed together.
        phrases: What both say word for word, the longest first.
        only_first: What only the first says: its differing stretches.
        only_second: Likewise.
        themes: Ids of themes that both stand under.
        same_region: Whether they are of one region.
        strength: How their strength differs, in words; empty where it does not.
    """

    score: float
    threshold: float
    phrases: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    themes: tuple[str, ...]
    same_region: bool
    strength: str


def explain(similarity: Similarity, first: str, second: str) -> Evidence:
    """What speaks for and against two recommendations saying the same."""
    one, other = (similarity.matrix.by_id[given] for given in (first, second))
    text, other_text = (without_narrative(item.text).split() for item in (one, other))
    bare, other_bare = ([word.casefold().strip(".,;:") for word in words] for words in (text, other_text))
    operations = difflib.SequenceMatcher(None, bare, other_bare, autojunk=False).get_opcodes()
    differing = [operation for operation in operations if operation[0] != "equal"]
    return Evidence(
        score=similarity.score(similarity.number[first], similarity.number[second]),
        threshold=similarity.settings.threshold,
        phrases=tuple(_phrases(text, bare, other_bare)[:_MOST_PHRASES]),
        only_first=_longest(text, [(a, b) for _, a, b, _, _ in differing]),
        only_second=_longest(other_text, [(c, d) for _, _, _, c, d in differing]),
        themes=tuple(theme for theme in one.themes if theme in other.themes),
        same_region=one.region == other.region,
        strength=strength_difference(one.text, other.text),
    )


def _phrases(text: list[str], first: list[str], second: list[str]) -> list[str]:
    """What stands word for word in both, wherever it stands, the longest first."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(second):
        places[word].append(place)
    spans = []
    start = 0
    while start < len(first):
        lengths = (begin_alike(first[start:], second[place:]) for place in places[first[start]])
        length = max(lengths, default=0)
        spans.append((start, length))
        start += max(length, 1)
    phrases = (
        " ".join(text[start : start + length]).strip(" .,;:")
        for start, length in sorted(spans, key=lambda span: -span[1])
    )
    return [p for p in phrases if len(stems_of(p)) >= _FEWEST_CONTENT_WORDS]


def _longest(text: Sequence[str], spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    longest = sorted((span for span in spans if span[0] < span[1]), key=lambda s: s[0] - s[1])
    return tuple(" ".join(text[a:b]) for a, b in sorted(longest[:_MOST_PHRASES]))


def strength_difference(first: str, second: str) -> str:
    """How the strength of two texts differs: a hedge or a firm word that only one of them has."""
    parts = []
    for found, kind in ((count_hedges, "hedge"), (count_firm_words, "firm word")):
        one, other = set(found(first)), set(found(second))
        for words, whose in ((one - other, "first"), (other - one, "second")):
            if words:
                listed = ", ".join(f"“{word}”" for word in sorted(words))
                plural = "s" if len(words) > 1 else ""
                parts.append(f"only the {whose} has the {kind}{plural} {listed}")
    return "; ".join(parts)


# What is proposed


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


def match_recommendations(matrix: Matrix, concordance: Concordance) -> list[ProposedEntry]:
    """Which recommendations of different regions may say the same, the likeliest first; see ``propose``."""
    return propose(Similarity(matrix), concordance)


def propose(similarity: Similarity, concordance: Concordance) -> list[ProposedEntry]:
    """Propose entries for what a concordance does not hold yet.

    What a person has confirmed or rejected stays: members of entries are left out, and pairs of a
    rejected entry are not proposed again.

    Returns:
        Proposals, the nearest first.
    """
    number = similarity.number
    rejected = [entry for entry in concordance.entries if entry.status is EntryStatus.REJECTED]
    placed = {number[m] for entry in concordance.entries if entry not in rejected for m in entry.members}
    apart = [
        (number[one], number[other]) for entry in rejected for one, other in combinations(entry.members, 2)
    ]
    taken = {entry.id for entry in concordance.entries} | set(similarity.ids)
    proposals = []
    for numbers, score in group(similarity, left_out=placed, apart=apart):
        members = similarity.matrix.in_citing_order(similarity.ids[n] for n in numbers)
        if len({similarity.matrix.by_id[member].region for member in members}) == 1:
            continue  # what one region says twice is shared with nobody
        entry_id = _id_of(_telling_words(similarity, numbers), taken)
        taken.add(entry_id)
        evidence = {pair: explain(similarity, *pair) for pair in combinations(members, 2)}
        strength = (
            f"{one} and {other}: {why.strength}" for (one, other), why in evidence.items() if why.strength
        )
        phrases = _without_repeats({phrase for why in evidence.values() for phrase in why.phrases})
        near = tuple(_near(similarity, members))
        proposals.append(ProposedEntry(entry_id, members, score, phrases, tuple(strength), near))
    return proposals


def _without_repeats(phrases: set[str]) -> tuple[str, ...]:
    """Phrases that stand in no longer one, the longest first."""
    kept: list[str] = []
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        if not any(re.search(re.escape(phrase), longer, re.IGNORECASE) for longer in kept):
            kept.append(phrase)
    return tuple(kept[:_MOST_PHRASES])


def _telling_words(similarity: Similarity, numbers: Sequence[int]) -> list[str]:
    """Words that stand together in one member and in others too, the rarest such stretch."""
    shared = Counter(word for number in numbers for word in set(similarity.documents[number]))
    total = len(similarity.ids)
    best: tuple[float, list[str]] = (0.0, [])
    for number in numbers:
        words = content_words(similarity.matrix.by_id[similarity.ids[number]].text)
        for start in range(len(words)):
            stretch = words[start : start + _MOST_WORDS_IN_ID]
            stems = [stem(word) for word in stretch]
            if all(shared[found] > 1 for found in stems):
                rarity = sum(math.log(total / similarity.users_of[found]) * shared[found] for found in stems)
                best = max(best, (rarity, stretch), key=lambda found: found[0])
    return best[1]


def _id_of(words: Sequence[str], taken: set[str]) -> str:
    """An id that is not taken, of some words in the letters a to z and figures, as ids have them."""
    kept: list[str] = []
    for written in words:
        word = re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", written))
        longest = LONGEST_ID - len("-999")
        if word and (kept or word[0].isalpha()) and len("-".join([*kept, word])) <= longest:
            kept.append(word)
    wanted = "-".join(kept)
    if wanted in ("", "null"):  # an id is read as a text, which YAML's null is not
        wanted = "shared"
    return free_name(wanted, taken)


def _near(similarity: Similarity, members: Sequence[str]) -> Iterator[Near]:
    nearest: dict[str, tuple[float, str]] = {}
    for member in members:
        for other, score in similarity.like(member, _NEAREST + len(members)):
            if other not in members and score > nearest.get(other, (float("-inf"), ""))[0]:
                nearest[other] = (score, member)
    best = sorted(nearest.items(), key=lambda item: (-item[1][0], item[0]))[:_NEAREST]
    for other, (score, member) in best:
        phrases = explain(similarity, member, other).phrases
        yield Near(other, score, phrases[0] if phrases else "")


# As text, to be added to a concordance file for a person to read


def with_proposals(existing: bytes, path: Path, proposals: Sequence[ProposedEntry], matrix: Matrix) -> bytes:
    """A concordance file with proposals added at its end; every byte that stands in it stays.

    Args:
        existing: The file so far; empty for a new one.
        path: The file, for messages.
        proposals: What to add.
        matrix: For the opening words of each member.

    Raises:
        DrafterError: if the file is written in a style that nothing can be added to.
    """
    text = decode(existing, path)
    if not text.strip():
        existing, text = b"", ""
    before = text or _NEW_FILE
    blanks = "\n" * max(0, 2 - (len(before) - len(before.rstrip("\n"))))
    blocks = ["\n".join(_proposal_lines(proposal, matrix)) for proposal in proposals]
    added = ("" if text else _NEW_FILE) + blanks + "\n\n".join(blocks) + "\n"
    if b"\r\n" in existing:
        added = added.replace("\n", "\r\n")
    content = existing + added.encode()
    try:
        wanted = [*(entry.id for entry in read_concordance(text, str(path), matrix)[0].entries)]
        wanted += [proposal.id for proposal in proposals]
        found = read_concordance(decode(content, path), str(path), matrix)[0]
    except ContentError:
        found = Concordance()
    if [entry.id for entry in found.entries] != wanted:
        raise DrafterError(
            f"nothing was written: the entries of {path} are written in a style that drafter cannot add to",
            "Write each entry as “- id: …” at the beginning of a line, in UTF-8.",
        )
    return content


def _proposal_lines(proposal: ProposedEntry, matrix: Matrix) -> Iterator[str]:
    yield f"- id: {proposal.id}"
    yield "  members:"
    for member in proposal.members:
        yield f"    - {member}  # {excerpt(matrix.by_id[member].text)}"
    yield "  status: proposed"
    yield f"  # score {proposal.score:.2f}"
    if proposal.phrases:
        yield "  # in common: " + "; ".join(f"“{phrase}”" for phrase in proposal.phrases)
    for difference in proposal.strength:
        yield f"  # strength differs, {difference}"
    if proposal.near:
        yield "  # nearest others:"
    for near in proposal.near:
        yield f"  #   {near.id} {near.score:.2f}" + (f" “{near.phrase}”" if near.phrase else "")
