"""Words as a delegation would have them: what goes and what comes in brackets, with its name behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from drafter.brackets import DELETE, Bracketed, Wish, bracketed_in, wishes_behind
from drafter.merge.words.both_words import pieces_of
from drafter.merge.words.wishes_within import (
    behind_bracket,
    each_of,
    is_of,
    wants_alone,
    with_wishes,
    with_wishes_apart,
)
from drafter.text.differences import compare_words, is_recognizable


def settled(
    text: str,
    by: Sequence[str],
    *,
    is_taken: bool = True,
    but: Mapping[str, Sequence[Wish]] = MappingProxyType({}),
    is_named_within: bool = False,
) -> str:
    """Words with a delegation's brackets gone: as it would have them, or as they are without it.

    Args:
        text: The words.
        by: The delegation.
        is_taken: Whether as it would have them.
        but: What stands in brackets that stay → what is wanted of that.
        is_named_within: Whether those stay that stand within brackets of others; see ``named_within``.
    """

    def its_own() -> Iterator[Bracketed]:
        every = bracketed_in(text)
        around = [one for one in every if is_named_within and _is_of_others(one.wishes, by)]
        for one in every:
            is_within = any(other.start < one.start < other.end for other in around)
            if is_of(one, by) and but.get(one.words) != one.wishes and not is_within:
                yield one

    while own := next(its_own(), None):
        says = own.wishes[0].says  # what is to be retained stands there whoever says so
        stays = is_taken is (says != DELETE) if says in ("", DELETE) else True
        text = text[: own.start] + (own.words if stays else "") + text[own.wishes_end :]
    return re.sub(r"(?<=\[) | (?=[,;.:\]]|$)", "", " ".join(text.split()))


def with_brackets(old: str, new: str, by: Sequence[str]) -> str:
    """Words as a delegation would have them, with what goes and what comes in brackets, and its name.

    Its own brackets are read as what they say: it can type them, and take away what it had wished. What it
    wants of a bracket that stands there stands behind that.
    """
    wished = with_wishes(old, new, by)
    if wants_alone(old, wished, by):
        return " ".join(wished.split())

    def around(was: str, now: str) -> str:
        return _with_brackets(was, now, by)

    # What it has in brackets and left alone stays so, unless all around that goes for something else.
    made = with_wishes_apart(old, wished, by, around, is_own_kept=True)
    own = [one for one in bracketed_in(made) if is_of(one, by)]
    if any(one.start < other.start < one.end for one in own for other in own):
        made = with_wishes_apart(old, wished, by, around, is_own_kept=False)
    return made


def _with_brackets(old: str, new: str, by: Sequence[str]) -> str:
    within = _typed_within(old, new, by)
    old, new = settled(old, by, is_taken=False), settled(new, by)
    olds, news = pieces_of(old), pieces_of(new)
    # What it typed in a bracket of others stands in its own there, and that bracket is the same.
    within_others = _within_others(olds, news, by)
    known = [within_others.get(place, (one,))[0] for place, one in enumerate(news)]
    shown = [within_others.get(place, (one,))[-1] for place, one in enumerate(news)]
    segments = compare_words([one.strip() for one in olds], [one.strip() for one in known])
    # Signs of italics stand in pairs.
    if old != new and old and new and ("*" in old + new or not is_recognizable(segments, olds, known)):
        return _with_typed(_joined([_bracket(old, by, DELETE), _bracket(new, by)]), within, by)
    said = []
    for one in segments:
        was, now = "".join(olds[slice(*one.old)]), "".join(news[slice(*one.new)])
        if one.is_same:
            now = "".join(shown[slice(*one.new)])
        said += [now] if one.is_same else [_bracket(was, by, DELETE), _bracket(now, by)]
    return _with_typed(_joined(said), within, by)


def _within_others(olds: Sequence[str], news: Sequence[str], by: Sequence[str]) -> dict[int, tuple[str, str]]:
    """The place of each bracket of others in which a delegation typed → it as it was, and with that."""
    places = [[n for n, one in enumerate(pieces) if one.strip()[:1] == "["] for pieces in (olds, news)]
    if len(places[0]) != len(places[1]):
        return {}
    return {
        there: (olds[place], inner)
        for place, there in zip(*places, strict=True)
        if olds[place].strip() != news[there].strip() and (inner := _in_bracket(olds[place], news[there], by))
    }


def _in_bracket(was: str, now: str, by: Sequence[str]) -> str:
    """What a delegation changed within a bracket of others', in its own bracket there; empty where not so.

    Those others did not write it, and their names stand behind the bracket alone.
    """
    olds, news = bracketed_in(was.strip()), bracketed_in(now.strip())
    if not (olds and news and olds[0].wishes and olds[0].wishes == news[0].wishes):
        return ""
    (old, new), texts = (olds[0], news[0]), (was.strip(), now.strip())
    if any(one.start or one.wishes_end != len(text) for one, text in zip((old, new), texts, strict=True)):
        return ""
    blank = now[: len(now) - len(now.lstrip())]
    return f"{blank}[{with_brackets(old.words, new.words, by)}]{texts[1][new.end :]}" if new.words else ""


def named_within(was: str, now: str, by: Sequence[str]) -> str:
    """Words in which what a delegation changed within brackets of others stands in its own there.

    What is in brackets is not agreed, whoever takes the words around it as the text, and nobody's words stand
    under the names of others alone. Whoever proposed the words of a bracket can change them.

    Args:
        was: The words as they stood.
        now: As they are to be.
        by: The delegation; empty where nobody is named.
    """
    news = pieces_of(now)
    for place, old in _changed_within(pieces_of(was), news, by):
        news[place] = _in_bracket(old, news[place], by) or news[place]
    return unnamed_within([was], "".join(news), by)


def unnamed_within(stood: Iterable[str], now: str, by: Sequence[str], apart: Iterable[str] = ()) -> str:
    """Words without the names of others behind brackets in which a delegation changed something.

    Nobody else has said anything of these, whoever is named behind them as well, and whatever stands around
    them. A name that was typed behind a bracket that is new stays.

    Args:
        stood: The words as they stood.
        now: As the delegation has them.
        by: The delegation; empty where nobody is named.
        apart: Words of which the brackets are left alone.
    """
    before, there = _in_brackets(stood, by), _in_brackets([now], by)
    left = _in_brackets(apart, by).keys() | (there.keys() & before.keys())
    every_wish = (each for words, wishes in before.items() if words not in left for each in wishes)
    gone = {(name, says) for name, says in every_wish if name not in by}
    for one in sorted(bracketed_in(now) if by and gone else (), key=lambda one: -one.end):
        every = [*each_of(one.wishes)]
        stay = [each for each in every if each not in gone]
        if stay != every and _bare(one.words, by) not in left:
            now = now[: one.end] + behind_bracket(stay) + now[one.wishes_end :]
    return now


def _in_brackets(texts: Iterable[str], by: Sequence[str]) -> dict[str, set[tuple[str, str]]]:
    """The words that stand in brackets, without a delegation's own within → who wants what of them."""
    found: dict[str, set[tuple[str, str]]] = {}
    for one in (each for text in texts for each in bracketed_in(text)):
        found.setdefault(_bare(one.words, by), set()).update(each_of(one.wishes))
    return found


def _bare(words: str, by: Sequence[str]) -> str:
    """Words without what a delegation has in brackets within, and without names behind others."""
    return wishes_behind(settled(words, by, is_taken=False) if by else words)[0]


def _changed_within(olds: Sequence[str], news: Sequence[str], by: Sequence[str]) -> list[tuple[int, str]]:
    """Where brackets of others stand in which a delegation changed words; and each as it stood."""
    left = [(olds[n], wishes) for n, wishes in _of_others(olds, by).items()]
    changed = []
    for place, wishes in _of_others(news, by).items():
        same = next((one for one in left if one[0].strip() == news[place].strip()), None)
        if same:
            left.remove(same)
        else:
            changed.append((place, wishes))
    found = []
    for place, wishes in changed:
        # Of those that are not the same, one with the same names behind it.
        old = next((one for one in left if one[1] == wishes), None)
        if old:
            left.remove(old)
            found.append((place, old[0]))
    return found


def _of_others(pieces: Sequence[str], by: Sequence[str]) -> dict[int, tuple[Wish, ...]]:
    """Where brackets stand whose words a delegation did not propose → who wants what of each."""
    found = {}
    for place, piece in enumerate(pieces if by else ()):
        wishes = next((one.wishes for one in bracketed_in(piece.strip()) if not one.start), ())
        if _is_of_others(wishes, by):
            found[place] = wishes
    return found


def _is_of_others(wishes: Sequence[Wish], by: Sequence[str]) -> bool:
    """Whether somebody wants something of the words of a bracket that a delegation did not propose."""
    return bool(wishes) and {name for one in wishes if not one.says for name in one.by}.isdisjoint(by)


def _typed_within(old: str, new: str, by: Sequence[str]) -> list[tuple[str, str]]:
    """What a delegation would have out, where it typed in it all the same: the words as they were and are."""
    olds, news = (
        [one.words for one in bracketed_in(text) if is_of(one, by) and one.wishes[0].says == DELETE]
        for text in (old, new)
    )
    if len(olds) != len(news):
        return []
    return [(was, now) for was, now in zip(olds, news, strict=True) if was != now]


def _with_typed(text: str, within: Sequence[tuple[str, str]], by: Sequence[str]) -> str:
    """Words in which stands what a delegation typed within what it would have out."""
    for was, now in within:
        typed, whole = with_brackets(was, now, by), _bracket(was, by, DELETE)
        if whole in text:
            text = text.replace(whole, _bracket(typed, by, DELETE), 1)
        elif text.count(was) == 1:  # all of the line goes
            text = text.replace(was, typed)
    return text


def _bracket(words: str, by: Sequence[str], says: str = "") -> str:
    """Words in brackets, the blanks before them before these."""
    bare, names = words.strip(), ", ".join(by)
    behind = f"{names}: {says}" if says else names
    return f"{words[: len(words) - len(words.lstrip())]}[{bare}] ({behind})" if bare else ""


def _joined(said: Sequence[str]) -> str:
    """Stretches as one text, with blanks around what is in brackets where words stand beside."""
    text = ""
    for one in said:
        is_apart = (text.endswith(")") and one[:1].isalnum()) or (text and one[:1] == "[")
        text += f" {one}" if is_apart and not text.endswith(" ") else one
    return text.strip()
