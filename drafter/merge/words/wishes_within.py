"""Who wants what of a stretch in brackets: each has a wish there, which nobody else takes away.

Take measures [, where appropriate,] (Egypt: delete; Group of 77 and China: retain) to …
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from drafter.brackets import DELETE, Bracketed, Wish, bracketed_in, wishes_behind

_Pair = tuple[Bracketed, Bracketed]


def with_wishes(was: str, now: str, by: Sequence[str], but: Sequence[str] = ()) -> str:
    """Words with all wishes that stood behind their brackets, but for those that were said anew.

    Args:
        was: The words as they stood.
        now: As a delegation typed them: a wish that it put in the place of another's stands beside it.
        by: The delegation.
        but: Another one, where a bracket of both alone is none that stood there.
    """
    for old, new in sorted(_reworded(was, now), key=lambda pair: -pair[1].end):
        if but and is_of(old, but) and is_of(new, by):
            continue
        before, typed = ([*each_of(one.wishes)] for one in (old, new))
        come = [one for one in typed if one not in before]
        anew = {name for name, _ in come}.union(by)
        stay = [one for one in before if one in typed or one[0] not in anew]
        if {*stay, *come} != {*typed}:
            now = now[: new.end] + behind_bracket([*stay, *come]) + now[new.wishes_end :]
    return now


def with_wishes_of_both(was: str, ours: str, theirs: str) -> tuple[str, str, str]:
    """Words, and two others made from them, each with what both changed of who wants what of brackets.

    So it is where one of them changed what stands in the bracket. Where the two say of the same one that it
    wants different things, these stay as they are.

    Args:
        was: The words.
        ours: One of the others.
        theirs: The other.
    """
    own = {old.start: new for old, new in _pairs(was, ours)}
    pairs = [(old, own[old.start], new) for old, new in _pairs(was, theirs) if old.start in own]
    both = [three for three in pairs if any(one.wishes != three[0].wishes for one in three)]
    texts = [was, ours, theirs]
    for three in sorted(both, key=lambda three: -three[0].end):
        before, one, other = ([*each_of(bracket.wishes)] for bracket in three)
        come, more = ([pair for pair in each if pair not in before] for each in (one, other))
        said = dict(come)
        if any(said.get(name, says) != says for name, says in more):
            continue
        stay = [pair for pair in before if pair in one and pair in other]
        every = list(dict.fromkeys([*stay, *come, *more]))
        behind = behind_bracket(one if {*one} == {*every} else every)
        texts = [
            text[: bracket.end] + behind + text[bracket.wishes_end :]
            for text, bracket in zip(texts, three, strict=True)
        ]
    return texts[0], texts[1], texts[2]


def names_struck(was: str, now: str, by: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The words of brackets → a name of another's that went from behind them, with nothing in its place.

    Args:
        was: The words as they stood.
        now: As a delegation typed them.
        by: The delegation.
    """
    for old, new in _reworded(was, now):
        before, typed = ([*each_of(one.wishes)] for one in (old, new))
        if {*typed} <= {*before}:
            left = {name for name, _ in typed}
            yield from ((_own_words(old), name) for name, _ in before if name not in (*left, *by))


def wants_otherwise(was: str, now: str) -> bool:
    """Whether nothing is changed in words but who wants what of brackets in them."""
    return bool(_reworded(was, now)) and wishes_behind(was)[0] == wishes_behind(now)[0]


def wants_alone(was: str, now: str, by: Sequence[str]) -> bool:
    """Whether a delegation changed nothing in words but what it wants of brackets, or wants no more.

    Args:
        was: The words as they stood.
        now: As it would have them.
        by: The delegation.
    """
    changed = [(old, new) for old, new in _pairs(was, now) if old.wishes != new.wishes]
    return wishes_behind(was)[0] == wishes_behind(now)[0] and changed == _reworded(was, now, by)


def wanted_in(text: str, was: str, now: str, by: Sequence[str]) -> str:
    """A text with what a delegation wants of brackets that stand in it as they did in other words.

    Args:
        text: The text.
        was: The other words as they stood.
        now: As the delegation typed them, with other wishes behind brackets.
        by: The delegation.

    Returns:
        The text; empty where one of the brackets is not there, or more than once.
    """
    for old, new in _reworded(was, with_wishes(was, now, by), by):
        there = [one for one in bracketed_in(text) if _own_words(one) == _own_words(old)]
        if len(there) != 1:
            return ""
        (one,) = there
        before, typed = ([*each_of(each.wishes)] for each in (old, new))
        come = [pair for pair in typed if pair not in before]
        names = {name for name, _ in come}
        stay = [
            pair for pair in each_of(one.wishes) if pair in typed or not (pair in before or pair[0] in names)
        ]
        behind = behind_bracket(list(dict.fromkeys([*stay, *come])))
        text = text[: one.end] + behind + text[one.wishes_end :]
    return text


def with_turned(text: str, was: str, now: str, by: Sequence[str]) -> str:
    """A text in which a delegation wants of brackets what it wants by now, and no more what it wanted.

    Args:
        text: The text, with brackets as they stood in other words.
        was: The other words as they stood.
        now: As the delegation typed them, with other wishes of its own behind such brackets.
        by: The delegation.
    """
    for old, new in _reworded(was, with_wishes(was, now, by), by):
        before, typed = ([pair for pair in each_of(one.wishes) if pair[0] in by] for one in (old, new))
        there = [one for one in bracketed_in(text) if _own_words(one) == _own_words(old)]
        if not before or before == typed or len(there) != 1:
            continue
        (one,) = there
        stay = [pair for pair in each_of(one.wishes) if pair not in before]
        behind = behind_bracket(list(dict.fromkeys([*stay, *typed])))
        text = text[: one.end] + behind + text[one.wishes_end :]
    return text


def with_wishes_apart(
    was: str, now: str, by: Sequence[str], around: Callable[[str, str], str], *, is_own_kept: bool
) -> str:
    """What is made of words and of others in which wishes behind brackets are new; these stand as they are.

    Args:
        was: The words as they stood.
        now: As they are to be.
        by: Whose they are: what it wanted of a bracket and wants no more is gone there.
        around: What is done with both, in which such a bracket is one word that is not changed.
        is_own_kept: Whether so does what it has in brackets there and left as it is.
    """
    pairs = _reworded(was, now, by)
    if is_own_kept:
        pairs += [(old, new) for old, new in _pairs(was, now) if is_of(old, by) and _is_same(old, new)]
        pairs.sort(key=lambda pair: pair[1].start)
    kept: list[tuple[str, str]] = []
    texts, done = [was, now], [0, 0]
    pieces: list[list[str]] = [[], []]
    for number, pair in enumerate(pairs):
        if any(one.start < end for one, end in zip(pair, done, strict=True)):
            continue  # it stands within the one before
        mark = f"[\N{OBJECT REPLACEMENT CHARACTER}{number:05}]"  # long enough to tell one text by
        kept.append((mark, now[pair[1].start : pair[1].wishes_end]))
        for at, one in enumerate(pair):
            pieces[at] += [texts[at][done[at] : one.start], mark]
            done[at] = one.wishes_end
    ends = (text[end:] for text, end in zip(texts, done, strict=True))
    made = around(*("".join([*some, end]) for some, end in zip(pieces, ends, strict=True)))
    for mark, whole in kept:
        made = made.replace(mark, whole)
    return made


def without_wishes_of(text: str, by: Sequence[str]) -> str:
    """Words without what a delegation wants of brackets of which others want something, too."""
    for one in sorted(bracketed_in(text), key=lambda one: -one.end):
        every = [*each_of(one.wishes)]
        rest = [(name, says) for name, says in every if name not in by]
        if rest and rest != every:
            text = text[: one.end] + behind_bracket(rest) + text[one.wishes_end :]
    return text


def also_deleted(text: str, words: Collection[str], by: Sequence[str]) -> str:
    """A text in which a delegation would delete, too, what others would of some words."""
    for one in sorted(bracketed_in(text), key=lambda one: -one.end):
        every = [*each_of(one.wishes)]
        if one.words in words and every and all(says == DELETE for _, says in every):
            more = [(name, DELETE) for name in by if (name, DELETE) not in every]
            text = text[: one.end] + behind_bracket([*every, *more]) + text[one.wishes_end :]
    return text


def unwanted(text: str, others: Sequence[str], by: Sequence[str]) -> str:
    """A text in which a delegation would delete what some others, and nobody else, propose in brackets."""
    for one in sorted(bracketed_in(text), key=lambda one: -one.end):
        every = [*each_of(one.wishes)]
        if is_of(one, others) and not any(says for _, says in every):
            behind = behind_bracket([*every, *((name, DELETE) for name in by)])
            text = text[: one.end] + behind + text[one.wishes_end :]
    return text


def is_of(one: Bracketed, by: Sequence[str]) -> bool:
    """Whether a bracket is a delegation's alone."""
    return bool(one.wishes) and all(set(wish.by) <= set(by) for wish in one.wishes)


def _reworded(was: str, now: str, by: Sequence[str] = ()) -> list[_Pair]:
    """The brackets around the same words behind which others stand: as they were, and as they are.

    Behind those of which a delegation alone wanted something nobody need stand any more; behind those of
    nobody by name somebody can want something.
    """
    return [
        (old, new)
        for old, new in _pairs(was, now)
        if (old.wishes or all(wish.says for wish in new.wishes))
        and old.wishes != new.wishes
        and _own_words(old) == _own_words(new)
        and (new.wishes or (is_of(old, by) and all(wish.says for wish in old.wishes)))
    ]


def _pairs(was: str, now: str) -> list[_Pair]:
    """The brackets as they were and as they are: around the same words, or as many between such."""
    olds, news = bracketed_in(was), bracketed_in(now)
    before, typed = ([*map(_own_words, each)] for each in (olds, news))
    matcher = SequenceMatcher(None, before, typed, autojunk=False)
    return [
        (olds[i + n], news[j + n])
        for _, i, end, j, other_end in matcher.get_opcodes()
        if end - i == other_end - j
        for n in range(end - i)
    ]


def _is_same(one: Bracketed, other: Bracketed) -> bool:
    return (one.words, one.wishes) == (other.words, other.wishes)


def _own_words(one: Bracketed) -> str:
    return wishes_behind(one.words)[0]


def each_of(wishes: Iterable[Wish]) -> Iterator[tuple[str, str]]:
    """Each who wants something, with what that is."""
    return ((name, one.says) for one in wishes for name in one.by)


def behind_bracket(every: Sequence[tuple[str, str]]) -> str:
    """Wishes as they stand behind a bracket, if any, those who want the same together."""
    if not every:
        return ""
    said: dict[str, list[str]] = {}
    for name, says in every:
        said.setdefault(says, []).append(name)
    return f" ({'; '.join(', '.join(names) + (f': {says}' if says else '') for says, names in said.items())})"
