"""The words of a joined text by the clause that has them, as people have edited it; see ``splitting``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from drafter.brackets import Bracketed, bracketed_in
from drafter.stretches import OwnedWord, words_with_owners
from drafter.text.italics import unmarked

_FEW = 3  # words in a row that are more than by chance somebody's


def parts_of(
    text: str, words: Mapping[str, str], drafted: str, delegations: Sequence[str]
) -> tuple[dict[str, str], dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The words of a text by the clause that has them; what else ``Parted`` says of them.

    What is people's own goes to the clause within whose words it stands, and where it stands between those
    of two, to the first.

    Args:
        text: The text.
        words: What each clause said.
        drafted: The text as it was joined, with the brackets that joining puts around what differs.
        delegations: Who can be named behind a bracket.
    """
    brackets = bracketed_in(text, delegations)
    names = [(one.end, one.wishes_end) for one in brackets]
    found = words_with_owners(text, {one: [unmarked(own)[0]] for one, own in words.items()}, names)
    first = next(iter(words))
    claimed = {one: _claimed(found, one) for one in words}
    if _is_of_halves(drafted):
        claimed = _by_halves(claimed, found, brackets)
    having = {one: {*places} for one, places in claimed.items()}
    said = set().union(*claimed.values())
    for place, word in enumerate(found):
        if place not in said:  # people's own; or what stands a second time, which is not to be lost either
            home = _home_of(place, found, brackets, claimed) or next(iter(word.places), first)
            having[home].add(place)
    given: dict[str, list[Bracketed]] = {one: [] for one in words}
    joining = {one.words for one in bracketed_in(drafted)}
    left = []
    for bracket in brackets:
        within = {n for n, word in enumerate(found) if bracket.start < word.start < bracket.end}
        takers = [one for one in words if within <= having[one]]
        having_it = [one for one in takers if f"[{bracket.words}]" in words[one]]
        if not bracket.wishes and (having_it or bracket.words in joining or _is_whole(within, having)):
            takers = having_it
        elif not takers:
            left.append(text[bracket.start : bracket.wishes_end])
        elif bracket.wishes and not having_it:
            takers = takers[:1]  # names go to one
        elif bracket.wishes:
            takers = having_it
        for one in takers:
            given[one].append(bracket)
    parts = {
        one: _put_together(text, found, _runs([n in own for n in range(len(found))]), brackets, given[one])
        for one, own in having.items()
    }
    own = {
        one: tuple(text[found[run[0]].start : found[run[-1]].end] for run in runs)
        for one, places in having.items()
        if (runs := _runs([n in places and not word.places for n, word in enumerate(found)]))
    }
    return parts, own, tuple(left)


def words_of_halves(
    wording: str, words: Mapping[str, str], drafted: str, delegations: Sequence[str]
) -> dict[str, str]:
    """What a wording beside a joined text has for each clause; empty where it is not of several of them.

    Where the text has each clause's words in a bracket, a wording that has so, too, is of those whose they
    are: each of these has its own part, without the bracket and the names of the joined text. What is as the
    clause says it already is none.

    Args:
        wording: The wording.
        words: What each clause said.
        drafted: The text as it was joined.
        delegations: Who can be named behind a bracket.
    """
    halves = bracketed_in(wording, delegations)
    if not (_is_of_halves(drafted) and _is_of_halves(wording) and len(_outermost(halves)) > 1):
        return {}
    parts, _, left = parts_of(wording, words, drafted, delegations)
    if left or not any(parts[one] for one in [*words][1:]):
        return {}
    bare = {one: (_alone(part), _alone(words[one])) for one, part in parts.items() if part}
    return {
        one: part for one, (part, own) in bare.items() if wherever_it_stands(part) != wherever_it_stands(own)
    }


def _alone(text: str) -> str:
    """Words without the bracket in which all of them stand, and without names."""
    (first, *_) = bracketed_in(text) or (None,)
    is_whole = first is not None and (first.start, max(first.end, first.wishes_end)) == (0, len(text))
    return first.words if first and is_whole else text


def _outermost(brackets: Sequence[Bracketed]) -> list[Bracketed]:
    return [one for one in brackets if not any(other.start < one.start < other.end for other in brackets)]


def _is_of_halves(drafted: str) -> bool:
    """Whether texts were joined so that each stands in a bracket of its own, as a whole."""
    for one in reversed(_outermost(bracketed_in(drafted))):
        drafted = drafted[: one.start] + drafted[max(one.end, one.wishes_end) :]
    return not drafted.strip()


def _by_halves(
    claimed: Mapping[str, set[int]], words: Sequence[OwnedWord], brackets: Sequence[Bracketed]
) -> dict[str, set[int]]:
    """The places of each clause's words, those in its own half first.

    A few that stand in another's half may be that one's own, and are no clause's.
    """
    half_of: dict[str, set[int]] = {}
    for half in _outermost(brackets):
        within = {n for n, word in enumerate(words) if half.start < word.start < half.end}
        most = max(claimed, key=lambda one: len(claimed[one] & within))
        if claimed[most] & within:
            half_of[most] = half_of.get(most, set()) | within
    found = {}
    for one in claimed:
        own = half_of.get(one, set())
        others = set().union(*(half for other, half in half_of.items() if other != one)) - own
        places = _claimed(words, one, own)
        runs = _runs([n in places & others for n in range(len(words))])
        found[one] = places - {n for run in runs if len(run) < _FEW for n in run}
    return found


def _home_of(
    place: int,
    words: Sequence[OwnedWord],
    brackets: Sequence[Bracketed],
    claimed: Mapping[str, set[int]],
) -> str:
    """The clause within whose words one stands that no clause has; empty where it is between those of two."""
    start, end = words[place].start, words[place].end
    owned = set().union(*claimed.values())
    for bracket in reversed(brackets):  # from the innermost
        if not bracket.start < start < bracket.end:
            continue
        within = {n for n in owned if bracket.start < words[n].start < bracket.end}
        if within:
            if home := _only_one(within, claimed):
                return home
            break
        start, end = bracket.start, bracket.end
    before = max((n for n in owned if words[n].end <= start), default=-1)
    behind = min((n for n in owned if words[n].start >= end), default=-1)
    return _only_one({before, behind}, claimed)


def _only_one(places: set[int], claimed: Mapping[str, set[int]]) -> str:
    """The only clause that has all of some places; empty where none has, or several have."""
    having = [one for one, own in claimed.items() if places <= own]
    return having[0] if len(having) == 1 else ""


def _is_whole(within: set[int], having: Mapping[str, set[int]]) -> bool:
    """Whether all that a clause has stands in a bracket: joining puts what is wholly different in one."""
    return any(own and own <= within for own in having.values())


def _claimed(words: Sequence[OwnedWord], clause: str, half: Collection[int] = ()) -> set[int]:
    """The places of a clause's words: each once, in its own half if there, where most stand in a row."""
    places = [place for place, word in enumerate(words) if clause in word.places]
    told = groupby(enumerate(places), lambda pair: (words[pair[1]].places[clause], pair[1] - pair[0]))
    rows = [[place for _, place in own] for _, own in told]
    claimed: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: (row[0] in half, len(row)), reverse=True):
        for place in row:
            claimed.setdefault(place + words[place].places[clause][1], place)
    return {*claimed.values()}


def _runs(kept: Sequence[bool]) -> list[list[int]]:
    """The places of what is kept, those that follow one another together."""
    groups = groupby(range(len(kept)), lambda place: kept[place])
    return [list(own) for is_kept, own in groups if is_kept]


def _put_together(
    text: str,
    words: Sequence[OwnedWord],
    runs: Sequence[Sequence[int]],
    brackets: Sequence[Bracketed],
    given: Sequence[Bracketed],
) -> str:
    """Some words of a text as a text of their own, with the marks between them.

    Args:
        text: The text.
        words: Its words.
        runs: The places of those that are kept.
        brackets: Its brackets.
        given: Those that stay, with the names behind them.
    """
    gone = {
        place
        for one in brackets
        if one not in given
        for place in (one.start, *range(one.end - 1, max(one.end, one.wishes_end)))
    }
    said: list[str] = []
    for run in runs:
        start, end = words[run[0]].start, words[run[-1]].end
        for one in given:
            if any(one.start < words[place].start < one.end for place in run):
                start, end = min(start, one.start), max(end, one.end, one.wishes_end)
        mark = text[end : end + 1]
        kept = "".join(text[place] for place in range(start, end) if place not in gone)
        said.append(kept + (mark if mark in (":" if run is runs[-1] else ",;:") else ""))
    lines = " ".join(said).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)


def wherever_it_stands(words: str) -> str:
    """Words without the marks that close them, and whether or not they begin a sentence."""
    own = words.strip().rstrip(" .;,")
    return own[:1].lower() + own[1:]
