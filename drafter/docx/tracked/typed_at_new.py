"""What somebody typed without tracking in a paragraph which another had put in, behind it or below.

Read without the other's changes, lines “(a) …” would be put to whatever stands above, which nobody
touched, and words or a name, “(Norway)”, to whatever follows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from drafter.docx.parts.markup import w
from drafter.docx.tracked.made_on import is_earlier
from drafter.docx.tracked.revisions import ADDED, TAKEN, author_of, take_out
from drafter.draft.model import Draft
from drafter.text.own_brackets import HELD_ANY

_END = f"{w.pPr}/{w.rPr}/{w.ins}"  # the mark of a paragraph's end, put in
_LONGEST_LABEL = 12  # signs of a label that stands before the words, and of a bracket
_NAMES = re.compile(rf"(?:\s*\({HELD_ANY}+\))+\s*")


@dataclass(frozen=True, slots=True)
class Typed:
    """Words typed without tracking in what others put in.

    Attributes:
        words: The words.
        within: Who put it in.
        is_in_words: Whether that is words in a paragraph, and no paragraph.
        is_wish: Whether it is a wish behind what these put in, which stays whole.
    """

    words: str
    within: tuple[str, ...]
    is_in_words: bool = False
    is_wish: bool = False


@dataclass(frozen=True, slots=True)
class Below:
    """What a file cannot be read without, for lines that stand below what others put in.

    Attributes:
        needed: Paragraph → others whose changes are accepted there.
        apart: The places of paragraphs that are put to none above them.
    """

    needed: Mapping[etree._Element, Collection[str]] = field(default_factory=dict)
    apart: frozenset[int] = frozenset()


def below_new(body: etree._Element, places: Mapping[etree._Element, int]) -> frozenset[int]:
    """The places of the paragraphs that stand right behind what somebody put in as a whole paragraph.

    Args:
        body: The body, with its tracked changes.
        places: The place of each paragraph.
    """
    return frozenset(places[one] for one, _ in _behind_new(body, places))


def lines_below(
    body: etree._Element,
    places: Mapping[etree._Element, int],
    hosts: Mapping[int, int],
    authors: Collection[str],
    *,
    with_typed: bool,
) -> Below:
    """What is needed to read lines below what others put in.

    Args:
        body: The body, with its tracked changes.
        places: The place of each paragraph.
        hosts: The place of each line → that of the paragraph that it is one of, with every change accepted.
        authors: Whose tracked changes are to be accepted.
        with_typed: Whether what was typed without tracking is theirs, too.
    """
    whose = {place: _authors_of_new(one) for one, place in places.items()}
    members: dict[int, list[etree._Element]] = {}
    for one, place in places.items():
        members.setdefault(hosts.get(place, place), []).append(one)
    needed: dict[etree._Element, set[str]] = {}
    apart: set[int] = set()
    for line, above in _behind_new(body, places):
        place = places[line]
        host = hosts.get(place)
        is_new, is_below_new = bool(whose[place]), host is not None and bool(whose[host])
        is_theirs = _has_change_of(line, authors) if is_new else with_typed
        if (is_new and not is_theirs) or (host is not None and not is_new and not is_below_new):
            continue
        if host is None or not is_theirs:
            apart.add(place)
            continue
        around = [one for one in above if one in members[host] and not _is_earlier(line, one)]
        if not whose[host] <= {*authors}:  # without its opening words nobody can read a line
            around += [one for one in members[host] if whose[places[one]] & whose[host]]
        for one in around:
            if others := whose[places[one]] - {*authors}:
                needed.setdefault(one, set()).update(others)
    return Below(needed, frozenset(apart))


def add_needed(
    body: etree._Element,
    authors: Collection[str],
    others: dict[etree._Element, set[str]],
    below: Below,
    printed: Collection[str],
    *,
    with_typed: bool,
    with_names: bool,
) -> tuple[Typed, ...]:
    """Add to what a body cannot be read without what lines below, and words and names in it, need; others go.

    Args:
        body: The body, with its tracked changes.
        authors: Whose tracked changes are to be accepted.
        others: Paragraph → others whose changes are accepted there, as ``others_needed`` finds them.
        below: What lines need.
        printed: The words that stood in the paper, as ``printed_in`` has them.
        with_typed: Whether what was typed without tracking is those authors', too.
        with_names: Whether names so typed are, which join those who put in what they stand behind.

    Returns:
        What nobody said that was typed without tracking, where it is left out.
    """
    left = []
    for one, names in below.needed.items():
        others.setdefault(one, set()).update(names)
    for one, whose, typed, are_names in [*_typed_in_new(body, printed)]:
        if with_typed or (with_names and are_names):
            if not whose <= {*authors}:
                others.setdefault(one, set()).update(whose - {*authors})
        # Names go with what they stand behind, and words with nobody who did not type them.
        elif not (are_names and whose <= {*authors, *others.get(one, ())}):
            if not are_names:
                left.append(Typed(_words_of(typed).strip(), tuple(sorted(whose))))
            for run in typed:
                take_out(run)
    return tuple(left)


def printed_in(draft: Draft | None) -> frozenset[str]:
    """What stood in the paper, of each paragraph and wording the words without blanks; or nothing."""
    if draft is None:
        return frozenset()
    lines = [line for clause in draft.printed for line in clause.lines]
    wished = (f"{one.text}{one.sponsors}{one.status}{one.wishes}" for one in lines if one.wishes)
    found = map(compact, (*(one.words for one in draft.texts), *(one.text for one in lines), *wished))
    return frozenset(one for one in found if len(one) > _LONGEST_LABEL)


def compact(words: str) -> str:
    """Words without their blanks."""
    return "".join(words.split())


def _typed_in_new(
    body: etree._Element, printed: Collection[str]
) -> Iterator[tuple[etree._Element, frozenset[str], list[etree._Element], bool]]:
    """New paragraphs with words typed without tracking, who put them in, these runs; if they are names.

    Where only its end was put in, its words were printed: it is the upper part of one that was split.
    """
    for paragraph in dict.fromkeys(next(one.iterancestors(w.p), None) for one in body.iter(w.ins)):
        if paragraph is None or paragraph.find(_END) is None:
            continue
        worded = [run for run in paragraph.iter(w.r) if _words_of([run]).strip()]
        typed = [run for run in worded if _is_untracked(run)]
        rest = worded[: len(worded) - len(typed)]
        if not typed or not rest:
            continue
        are_names = typed == worded[len(rest) :] and _NAMES.fullmatch(_words_of(typed)) is not None
        if are_names or _is_no_half(paragraph, _words_of(typed), printed):
            ends = paragraph.iterfind(_END)
            yield paragraph, frozenset(map(author_of, ends)), typed, are_names


def _is_no_half(paragraph: etree._Element, typed: str, printed: Collection[str]) -> bool:
    """Whether what stands below a new paragraph is whole without what was typed there."""
    below = next((one for one in paragraph.itersiblings(w.p) if one.find(_END) is None), None)
    if below is None or any(one.startswith(compact(typed)) for one in printed):
        return False
    words = compact(_words_of(run for run in below.iter(w.r) if _is_untracked(run)))
    return any(0 <= words.find(one) <= _LONGEST_LABEL for one in printed)


def _is_untracked(run: etree._Element) -> bool:
    return next(run.iterancestors(*ADDED, *TAKEN), None) is None


def _words_of(runs: Iterable[etree._Element]) -> str:
    return "".join(text.text or "" for run in runs for text in run.iter(w.t))


def _behind_new(
    body: etree._Element, places: Mapping[etree._Element, int]
) -> Iterator[tuple[etree._Element, tuple[etree._Element, ...]]]:
    """Paragraphs right behind some that were put in, as whole paragraphs; each with these."""
    above: list[etree._Element] = []
    for one in body.iter(w.p):
        if one in places:
            if above:
                yield one, tuple(above)
            above = [*above, one] if _authors_of_new(one) else []


def _authors_of_new(paragraph: etree._Element) -> frozenset[str]:
    """Who put in a paragraph that has words and nothing but what was put in; nobody for any other."""
    around = [next(run.iterancestors(*ADDED), None) for run in paragraph.iter(w.r)]
    return (
        frozenset(author_of(one) for one in around if one is not None) if None not in around else frozenset()
    )


def _has_change_of(paragraph: etree._Element, authors: Collection[str]) -> bool:
    return any(author_of(one) in authors for one in paragraph.iter(*ADDED, *TAKEN))


def _is_earlier(one: etree._Element, other: etree._Element) -> bool:
    """Whether a paragraph was put in before another one, where the file says so."""
    first, second = (next(each.iter(*ADDED), None) for each in (one, other))
    return first is not None and second is not None and is_earlier(first, second)
