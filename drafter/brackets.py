"""Square brackets that people put around words which are not agreed, and who wants what of them.

    Take measures [, where appropriate,] (Egypt, Japan: delete; Chile: retain) to …

What stands between the brackets is open; the names behind them, in round brackets, say whose wish it is:
who proposes the words, or, before a colon, who wants what is said behind it done with them (Human Rights
Council compilations; Rio+20). Brackets may stand in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from drafter.text.names_with_and import NAMES_WITH_AND
from drafter.text.own_brackets import HELD

# A group of wishes behind a bracket.
_BEHIND = re.compile(rf"\s?\((?P<wishes>{HELD}+)\)")
# A name begins with a capital letter in any script, or a digit; the words within may be small: "Group of 77".
_NAME = re.compile(r"(?:the\s+)?[^\W\d_a-zà-öø-ÿ][^:;,\n]{0,80}")
_MOST_WORDS = 14
DEEPEST = 20  # brackets in one another
DELETE = "delete"
_IN_A_REASON = re.compile(rf"(?P<by>[^;:]+): {DELETE}")
_AT_THE_END = re.compile(rf"(?<!\s)\s*\((?P<names>{HELD}+)\)$")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of a stretch in brackets.

    Attributes:
        by: Who, in order.
        says: What, as "delete"; empty where they propose the words.
    """

    by: tuple[str, ...]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A stretch of a text that stands in square brackets.

    Attributes:
        start: Where the opening bracket stands.
        end: Behind the closing bracket.
        words: What stands between them.
        wishes: Who wants what, as it stands behind them; none where nobody is named.
        wishes_end: Behind the names; ``end`` where there are none.
    """

    start: int
    end: int
    words: str
    wishes: tuple[Wish, ...] = ()
    wishes_end: int = 0


def bracketed_in(text: str, delegations: Collection[str] = ()) -> tuple[Bracketed, ...]:
    """Every stretch of a text in square brackets, in the order in which they open.

    What stands deeper in one another than any room negotiates is read as words of the stretch around it.

    Args:
        text: The text. A bracket without its counterpart opens or closes nothing; see ``unpaired_in``.
        delegations: Who can be named behind a bracket; whoever has a name's form where none are given.
    """
    opened: list[int] = []
    found: list[Bracketed] = []
    if "]" not in text:
        return ()
    for place, sign in enumerate(text):
        if sign == "[":
            opened.append(place)
        elif sign == "]" and opened:
            start, end = opened.pop(), place + 1
            if len(opened) >= DEEPEST:
                continue
            behind = _BEHIND.match(text, end)
            wishes = tuple(_wishes(behind["wishes"], delegations)) if behind else ()
            wishes_end = behind.end() if behind and wishes else end
            found.append(Bracketed(start, end, text[start + 1 : place], wishes, wishes_end))
    return tuple(sorted(found, key=lambda one: one.start))


def wishes_behind(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without who wants what of its stretches in brackets, and these, as they stand there."""
    wishes: list[str] = []
    for one in reversed(bracketed_in(text)):
        if one.wishes:
            wishes.append(text[one.end : one.wishes_end].strip())
            text = text[: one.end] + text[one.wishes_end :]
    return text, tuple(reversed(wishes))


def either_way(text: str) -> tuple[str, str]:
    """A text as it reads with what stands in brackets, and without it; names behind these are in neither."""
    words, _ = wishes_behind(text)
    without = words
    for one in reversed(bracketed_in(words)):
        without = without[: one.start] + without[one.end :]
    return re.sub(r"[\[\]]", "", words), re.sub(r"\s+", " ", without)


def unpaired_in(text: str) -> tuple[int, ...]:
    """Where square brackets stand that have no counterpart."""
    if "[" not in text and "]" not in text:
        return ()
    opened: list[int] = []
    closing: list[int] = []
    for place, sign in enumerate(text):
        if sign == "[":
            opened.append(place)
        elif sign == "]":
            if opened:
                opened.pop()
            else:
                closing.append(place)
    return tuple(sorted([*opened, *closing]))


def are_halves(first: str, second: str) -> bool:
    """Whether a bracket around two texts opens before the first and closes in the second."""
    ends = ([text[at] for at in unpaired_in(text)] for text in (first, second))
    return first.startswith("[") and [*ends] == [["["], ["]"]]


def is_bracketed(text: str) -> bool:
    """Whether all of a text stands in one pair of square brackets; what closes it may stand behind them."""
    words = text.strip().rstrip(" .;")
    if not (words.startswith("[") and words.endswith("]")):
        return False
    depths = list(accumulate((one == "[") - (one == "]") for one in words))
    return 0 in depths and depths.index(0) == len(words) - 1


def sponsors_behind(text: str, known: Collection[str] = ()) -> tuple[str, tuple[str, ...]]:
    """A text without the names in round brackets behind it, and these; nothing where none stand there.

    Args:
        text: The text.
        known: See ``names_in``.
    """
    found = _AT_THE_END.search(text.rstrip(" .;"))
    names = names_in(found["names"], known) if found else ()
    if found is None or not names or not all(one in known or _is_name(one, ()) for one in names):
        return text, ()
    return text[: found.start()], names


def named_in_groups(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Every name in round brackets in a text, whole: of those who propose something, and who want something.

    Args:
        text: The text.
        known: See ``names_in``.
    """
    held = re.findall(rf"\(({HELD}+)\)", text)
    parts = (part.partition(":")[0] for one in held for part in one.split(";"))
    return tuple(dict.fromkeys(name for part in parts for name in names_in(part, known)))


def wishes_in(reason: str) -> Iterator[Wish]:
    """The wishes that a paragraph go that a reason says: “wait for the Group; Norway: delete”."""
    for part in reason.split(";"):
        if said := _IN_A_REASON.fullmatch(part.strip()):
            yield Wish(names_in(said["by"]), DELETE)


def names_in(words: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Names in a row: "Egypt, Japan and Chile". A group that speaks through one of its own stays one name.

    What has an “and” of its own, as “Bosnia and Herzegovina”, stays one, too; and so does “Egypt, on behalf
    of the African Group”, whose comma is no end.

    Args:
        words: The names, as they are written.
        known: Those that may stand there whole, with or without “the”, whatever commas they have: "Egypt on
            behalf of Chile, Peru", "the Group of 77 and China". The longest is read first.
    """
    whole = _ON_BEHALF.sub(" on behalf of ", " ".join(words.split()))
    spaced = tuple(dict.fromkeys(" ".join(one.split()) for one in known))
    # Longer than any row of names: no other than those that stand there are looked for.
    if len(whole) > _LONGEST_ROW or not (found := _first_known(whole, spaced)):
        return tuple(_in_a_row(whole))
    names: list[str] = []
    while found:
        before, name, whole = found
        names += names_in(before, spaced) if before else ()
        names.append(name)
        found = _first_known(whole, spaced)
    return (*names, *_in_a_row(whole))


def _first_known(whole: str, known: Collection[str]) -> tuple[str, str, str] | None:
    """The longest of the known names that stands in a row, with what stands before it and behind; or None."""
    folded = whole.casefold()
    there = (
        one for one in known if one and _ON_BEHALF.sub(" on behalf of ", _bare(one)).casefold() in folded
    )
    for name in sorted(there, key=lambda one: (-len(_bare(one)), one not in whole)):
        written = re.escape(_ON_BEHALF.sub(" on behalf of ", _bare(name)))
        for found in re.finditer(rf"(?<!\w)(?:the\s+)?{written}(?!\w)", whole, re.IGNORECASE):
            behind = whole[found.end() :]
            others = _FOR_OTHERS.match(behind) if re.search(",| and ", name) else None
            behind = behind[others.end() :] if others else behind
            if _begins_behind(whole[: found.start()], name, known) and _ENDS.match(behind):
                # They are in a row with it: “and” stands before the last.
                rest = re.sub(r"^(?:[,;]?\s+and\b|;)", ",", behind)
                whose = name + (others[0] if others else "")
                return _without_mark(whole[: found.start()]), whose, rest
    return None


def _in_a_row(whole: str) -> Iterator[str]:
    """Names in a row, of which none is known."""
    # Where a name has a comma of its own, semicolons stand between them.
    whole = _OWN_AND.sub(lambda found: found[0].replace(" ", _KEPT), whole)
    parts = whole.split(";" if ";" in whole else ",")
    if ";" not in whole:
        last = re.sub(r"^\s*and\s+", "", parts[-1]) if len(parts) > 1 else whole
        if len(parts) > 1 or _are_two(last):
            parts[-1:] = re.split(r"\s+and\s+", last, maxsplit=1)
    yield from (name for part in parts if (name := part.replace(_KEPT, " ").strip()))


def speaker_of(name: str) -> str:
    """Who speaks under a name: Egypt, where that is “Egypt on behalf of the African Group”."""
    return _ON_BEHALF.split(name)[0]


def in_full(name: str, short: Mapping[str, str], known: Collection[str] = ()) -> str:
    """A name as it is known, “Kenya on behalf of the G77” with the whole name of the Group.

    A group for which one of those that are known speaks is named by that: “the African Group”.

    Args:
        name: The name, as it is written.
        short: How somebody may be called in short, in small letters → the name.
        known: Names that stay as they are; one that differs in a “the” alone is meant.
    """
    if name in known:
        return name
    parts = _ON_BEHALF.split(name)
    if len(parts) == 1:
        whole = name if is_listed(name, known) else short.get(_bare(name).casefold(), name)
        speaking = [one for one in known if _bare(whole).casefold() in _loosely(one)[1:]]
        return speaking[0] if len({*speaking}) == 1 and not is_listed(whole, known) else whole
    for place, part in enumerate(parts):
        done = 0  # in a row each is looked for behind those before it: it may be part of another's name
        for one in names_in(part, known):
            found = "" if is_listed(one, known) else short.get(_bare(one).casefold(), "")
            # “On behalf of the Group” has its “the”, also where the Group is known without.
            the = one.removesuffix(_bare(one)) if found == _bare(found) else ""
            start = parts[place].find(one, done)
            if start < 0:
                continue
            whole = the + found if found else one
            parts[place] = parts[place][:start] + whole + parts[place][start + len(one) :]
            done = start + len(whole)
    whole = " on behalf of ".join(parts)
    return next((one for one in known if _loosely(one) == _loosely(whole)), whole)


def is_listed(name: str, listed: Collection[str]) -> bool:
    """Whether a name is one of some, or names those alone: who speaks, and on behalf of whom.

    Args:
        name: The name.
        listed: The others; small letters or capitals make no difference.
    """
    known = {one.casefold() for one in listed}
    if name.casefold() in known:
        return True
    bare, parts = {_bare(one) for one in known}, _ON_BEHALF.split(name)
    return len(parts) > 1 and all(
        _bare(part).casefold() in bare or all(_bare(one).casefold() in bare for one in names_in(part, listed))
        for part in parts
    )


def meant_by(name: str, names: Iterable[str], listed: Collection[str] = ()) -> str:
    """Which of some names is meant by one: the same, or the only one under which it speaks or is spoken for.

    Args:
        name: “Egypt”, “Group of 77 and China”.
        names: The others: “Egypt on behalf of the Group of 77 and China”.
        listed: Those that are listed whole, each a sponsor of its own: none of them is meant by another.

    Returns:
        That; the name itself where none is meant, or several may be.
    """
    every, said = tuple(dict.fromkeys(names)), _bare(name).casefold()
    same = [one for one in every if _bare(one).casefold() == said]
    own = listed if said in {_bare(one).casefold() for one in listed} else ()
    within = [
        one
        for one in every
        if one not in own and said in (_bare(part).casefold() for part in _ON_BEHALF.split(one))
    ]
    return same[0] if same else within[0] if len(within) == 1 else name


def sponsors_of(by: Collection[str], names: Collection[str]) -> tuple[str, ...]:
    """Who says something, with those whom they name behind it; whoever speaks for others is named so.

    For whom somebody speaks is named with that: not a second time.
    """
    speaking = {speaker_of(name) for name in names if speaker_of(name) != name}
    every = dict.fromkeys((*(one for one in by if one not in speaking), *names))
    spoken_for = {_bare(group).casefold() for one in every for group in _ON_BEHALF.split(one)[1:]}
    return tuple(one for one in every if _bare(one).casefold() not in spoken_for)


def _are_two(words: str) -> bool:
    """Whether an “and” without a comma before it stands between two names: “Egypt and Japan”."""
    first, _, second = words.partition(" and ")
    # “Latin American and Caribbean Group” is one name, “Egypt and the African Group” are two.
    is_one = " on behalf of " in words or (_OF_MANY.search(second) and not second.startswith("the "))
    return not is_one and _NAME.fullmatch(first) is not None and _NAME.fullmatch(second) is not None


_KEPT = "\0"  # a blank in a name that has an “and” of its own
_OWN_AND = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, NAMES_WITH_AND))})(?!\w)", re.IGNORECASE)
_ON_BEHALF = re.compile(r"(?:,|(?<!\s))\s+on behalf of\s+")
_FOR_OTHERS = re.compile(r" on behalf of [^,;]+")
_OF_MANY = re.compile(r"\b(?:group|states|countries)$", re.IGNORECASE)
# What stands between a name and the next one in a row, before it and behind it.
_MARK = re.compile(r"(?:^|[,;] ?)(?:and )?$")
_LONGEST_MARK = len(", and ")
_LONGEST_ROW = 10_000
_ENDS = re.compile(r"\s*(?:$|[,;]|and\b)")


def _bare(name: str) -> str:
    """A name as it can be written as well: “Group of 77” for “the Group of 77”."""
    return re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)


def _loosely(name: str) -> list[str]:
    """Who speaks and for whom, to compare: without “the”, in small letters."""
    return [_bare(part).casefold() for part in _ON_BEHALF.split(name)]


def _without_mark(before: str) -> str:
    """What stands before a name in a row, without what parts the two."""
    bare = before.rstrip()
    if bare.endswith("and") and not bare[:-3][-1:].isalnum():
        bare = bare[:-3]
    return bare.rstrip(" ,;")


def _begins_behind(before: str, name: str, known: Collection[str]) -> bool:
    """Whether a known name can begin behind what stands before it: “the Group of 77 and” is no end of one."""
    if _MARK.search(before[-_LONGEST_MARK - 1 :]):
        return True
    # “Japan and the Group of 77 and China”: what has an “and” of its own can stand behind one.
    other = _without_mark(before).casefold()
    is_known = any(other.endswith(_bare(one).casefold()) for one in known)
    return before.endswith(" and ") and (is_known or " and " in name or "," in name)


def _wishes(words: str, delegations: Collection[str]) -> Iterator[Wish]:
    """Who wants what; nothing where any of it is not of that form."""
    found = []
    for part in words.split(";"):
        who, colon, says = part.partition(":")
        names = names_in(who, delegations)
        if not names or (colon and not says.strip()) or not all(_is_name(one, delegations) for one in names):
            return
        found.append(Wish(names, says.strip()))
    yield from found


def _is_name(words: str, delegations: Collection[str]) -> bool:
    if delegations:
        return is_listed(words, delegations)
    return _NAME.fullmatch(words) is not None and len(words.split()) <= _MOST_WORDS


def all_proposed(text: str) -> tuple[Bracketed, ...]:
    """The stretches of a text of which each is what somebody proposes; none where there are other words."""
    found: list[Bracketed] = []
    rest, done = "", 0
    for one in bracketed_in(text):
        if one.start >= done and one.wishes and not any(wish.says for wish in one.wishes):
            found.append(one)
            rest, done = rest + text[done : one.start], one.wishes_end
    return () if re.search(r"\w", rest + text[done:]) else tuple(found)


def under_names(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the bracket in which all of it stands, and the names that propose it; else as it is."""
    for one in bracketed_in(text):
        if (one.start, one.wishes_end) == (0, len(text)) and not any(wish.says for wish in one.wishes):
            return one.words, tuple(name for wish in one.wishes for name in wish.by)
    return text, ()
