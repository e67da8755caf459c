"""In what people's words differ from the texts that they cite: a negation, a number, an actor, the strength.

Only what can be told without knowing the subject. Other words, another order and a shorter text are no
difference here: whether they say the same, people judge. The words that tell it stand in ``meaning.yaml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.check.actors import actors_come
from drafter.check.finding import CATALOGUE
from drafter.check.meaning import load_meaning, plain, stems_of
from drafter.matrix.strength import as_written, count_firm_words, count_hedges, strength_words
from drafter.text.similarity import content_words, stem, words_of

_NO_NEGATION = re.compile(
    r"\bnot (?:only|limited to|least|just|merely|necessarily)\b|\bno (?:later|less|fewer|more) than\b"
    r"|\bnon[-‐‑–]?governmental\b|\bnon[-‐‑–]?profit\b|\bwithout (?:prejudice|delay)\b|\bno one\b(?= left)",
    re.IGNORECASE,
)
_SCOPE = 5  # words behind it
_REACH = 2  # words that tell something, among them
_PARTS = re.compile(r"[;:](?=\s)|[.!?](?=\s+[A-Z])")
_AROUND = 6  # words on either side in which a negation of the other text may stand
_OPPOSITE = re.compile(r"(?:un|dis|non|mis|in|im|ir|il)(?=\w{4})")
_LEAST_OPPOSITE = 7  # letters

_FIGURES = {
    word: str(n)
    for n, word in enumerate(
        """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split(),
        start=2,
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "hundred": "100", "thousand": "1000"}
_ORDINALS = {
    word: f"{n}th"
    for n, word in enumerate(
        """fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
        sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        start=4,
    )
}
_ROMAN = {word: str(n) for n, word in enumerate("II III IV V VI VII VIII IX X XI XII".split(), start=2)}
# A number is one of a target too (“3.b”); a year of a range is a number of its own.
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:\.[a-z]\b|th\b|(?=(?:st|nd|rd|s)?\b))|[a-z]+")
_ROMAN_NUMBER = re.compile(r"(?<=[A-Za-z][a-z] )(?:II|III|IV|V|VI|VII|VIII|IX|X|XI|XII)\b")
_UNITS = re.compile(r"day|week|month|year|decade|percent|hour|minute|million|billion|thousand")
_BESIDE = 3  # words on either side of a hedge that was cut out
_MOST_SHOWN = 6
_BOUND = ("must", "shall")

# Changes of strength that are told, and are no fault beyond doubt.
IN_DOUBT = ("strength-fewer", "strength-firmer", "weaker", "weaker-gone")


class Difference(NamedTuple):
    """One thing in which words differ from what is cited.

    Attributes:
        key: What it is: "negation", "number", "actor" or "strength"; with “-gone” where the texts have it;
            or one of ``IN_DOUBT``.
        word: The word that tells it.
    """

    key: str
    word: str


def differences(words: str, texts: Sequence[str], *, with_strength: bool = True) -> tuple[Difference, ...]:
    """In what a person's words differ from the texts that they cite, beyond doubt; each once."""
    if not texts:
        return ()
    own, others = plain(words), list(map(plain, texts))
    found = [
        *_negations(own, others),
        *(Difference("number", number) for number in _numbers(own, others)),
        *(Difference("actor", word) for word in actors_come(own, others)),
        *(strength_differences(words, texts) if with_strength else ()),
    ]
    found = [one for one in found if one.key not in IN_DOUBT]
    return tuple(dict.fromkeys(found))


def said_of(found: Sequence[Difference], strange: Sequence[str] = ()) -> str:
    """Differences, and words of another subject, in words."""
    said = [CATALOGUE.say(f"differs/{one.key}", word=one.word)[2] for one in found]
    if strange:
        words = ", ".join(f"“{word}”" for word in strange[:_MOST_SHOWN])
        said.insert(0, CATALOGUE.say("differs/subject", words=words)[2])
    return "; ".join(said)


# Negations


class _Denied(NamedTuple):
    """A negation: its word, and the stems of what it is about, of what is behind it and of what is around."""

    word: str
    near: tuple[str, ...]
    behind: frozenset[str]
    around: frozenset[str]


def _denials(text: str) -> tuple[list[_Denied], list[_Denied], list[_Denied]]:
    """The negations of a text: by words that deny, by words of refusal, and by words that are against it."""
    found: tuple[list[_Denied], list[_Denied], list[_Denied]] = ([], [], [])
    for part in _PARTS.split(_NO_NEGATION.sub(" ", text)):
        _find_denials(words_of(part), found)
    return found


def _find_denials(words: Sequence[str], found: tuple[list[_Denied], ...]) -> None:
    meaning = load_meaning()
    for place, word in enumerate(words):
        kinds = (
            word in meaning.denying or word.endswith("n't"),
            stem(word) in meaning.refusing,
            stem(word) in meaning.against,
        )
        if any(kinds):
            behind = words[place + 1 : place + 1 + _SCOPE]
            telling = [stem(one) for one in behind if _tells(one)]
            around = words[max(place - _AROUND, 0) : place + 1 + _AROUND]
            far = frozenset(map(stem, words[place + 1 : place + 1 + _AROUND]))
            denied = _Denied(word, tuple(telling[:_REACH]), far, frozenset(stems_of(around) - {stem(word)}))
            found[kinds.index(True)].append(denied)


def _tells(word: str) -> bool:
    return bool(content_words(word)) and word not in strength_words() and word not in load_meaning().denying


def _negations(own: str, others: Sequence[str]) -> Iterator[Difference]:
    """A negation of what the texts say without one; and one of theirs that is not said, otherwise either."""
    meaning = load_meaning()
    mine, theirs = words_of(own), {word for text in others for word in words_of(text)}
    stems, of_others = stems_of(mine), stems_of(theirs)
    every = [_denials(text) for text in others]
    firmly = frozenset(one for no, refused, _ in every for denied in (*no, *refused) for one in denied.behind)
    beside = {one for told, refused, _ in every for denied in (*told, *refused) for one in denied.around}
    at_all = firmly | {one for _, _, against in every for denied in against for one in denied.behind}
    no, refused, against = _denials(own)
    for denied in (*no, *refused):
        if stem(denied.word) in of_others and denied.word not in meaning.denying:
            continue
        # “not to prevent” is no other way to say “prevent”.
        is_twice = denied.near[:1] and denied.near[0] in meaning.against | meaning.refusing
        excused = firmly if is_twice else at_all if denied.word in meaning.denying else at_all | beside
        if of_others.intersection(denied.near) and not excused.intersection(denied.near):
            yield Difference("negation", denied.word)
    for phrase in meaning.excepting:
        is_there = re.search(rf"\b{phrase}\b", own, re.IGNORECASE)
        if is_there and not firmly and not any(_excepts(text) for text in others):
            yield Difference("negation", phrase)
    covered = {one for denied in (*no, *refused, *against) for one in denied.around}
    for told, refused_there, _ in every:
        for denied in (*told, *(one for one in refused_there if stem(one.word) in meaning.bidding)):
            if (
                denied.near[:1]
                and denied.near[0] in stems - covered
                and not _is_opposed(denied.near[0], mine)
            ):
                yield Difference("negation-gone", denied.word)
    yield from _opposites(mine, theirs, at_all)


def _excepts(text: str) -> bool:
    return any(re.search(rf"\b{phrase}\b", text, re.IGNORECASE) for phrase in load_meaning().excepting)


def _is_opposed(stemmed: str, words: Sequence[str]) -> bool:
    """Whether words have the opposite of one by a first syllable."""
    return any((base := _base(word)) and stem(base) == stemmed for word in words)


def _base(word: str) -> str:
    """A word without the syllable that makes an opposite of it; empty where it has none."""
    found = _OPPOSITE.match(word)
    if not found or len(word) < _LEAST_OPPOSITE or word.startswith(load_meaning().no_opposites):
        return ""
    return word[found.end() :]


def _opposites(mine: Sequence[str], theirs: set[str], denied: frozenset[str]) -> Iterator[Difference]:
    """Words of which the texts have the opposite, by a first syllable."""
    stems, of_others = stems_of(mine), stems_of(theirs)
    for word in mine:
        base = stem(_base(word))
        if base and base in of_others and base not in denied and stem(word) not in of_others:
            yield Difference("negation", word)
    denied_here = {stemmed for kind in _denials(" ".join(mine)) for one in kind for stemmed in one.around}
    for word in sorted(theirs):
        base = stem(_base(word))
        if base in stems - of_others - denied_here and stem(word) not in stems:
            yield Difference("negation-gone", word)


# Numbers


class _Number(NamedTuple):
    said: str
    unit: str
    before: str


def _figures(text: str) -> list[_Number]:
    """The numbers of a text, each with the unit behind it and the telling word before it, if any."""
    text = _ROMAN_NUMBER.sub(lambda found: _ROMAN[found[0]], text)
    words = _NUMBER.findall(text.lower().replace("per cent", "percent").replace("%", " percent"))
    said = [_FIGURES.get(word) or _ORDINALS.get(word) or word.rstrip(".,") for word in words]
    amounts, found = load_meaning().amounts, []
    for place, one in enumerate(said):
        if one[:1].isdigit() or one in amounts:
            unit = _UNITS.match(said[place + 1]) if place + 1 < len(said) else None
            before = said[place - 1] if place else ""
            found.append(_Number(one, unit[0] if unit else "", stem(before) if content_words(before) else ""))
    return found


def _numbers(own: str, others: Sequence[str]) -> Iterator[str]:
    """Numbers that no text has, or has of other things; and those that took another's place."""
    mine, theirs = _figures(own), [_figures(text) for text in others]
    known = [one for text in theirs for one in text]
    count = Counter(one.said for one in mine)
    most = {one.said: max(sum(other.said == one.said for other in text) for text in theirs) for one in mine}
    is_less = any(
        count[one.said] < sum(other.said == one.said for other in text) for text in theirs for one in text
    )
    for one in mine:
        same = [other for other in known if other.said == one.said]
        units = {other.unit for other in same}
        beside = {other.said for other in known if one.before and other.before == one.before}
        if (
            not same
            or (one.unit and one.unit not in units and "" not in units)
            or (count[one.said] > most[one.said] and is_less)
            or (beside and one.said not in beside)
        ):
            yield f"{one.said} {one.unit}".strip()


# Strength


def strength_differences(own: str, others: Sequence[str]) -> Iterator[Difference]:
    """Hedges and firm words that no text has, or that each had: another commitment.

    A hedge that goes, while what it hedged stands and nothing comes to the same, leaves the words stronger:
    beyond doubt where no other hedge is left, or nothing around it was changed. Of firm words that come,
    “must” and “shall” bind.
    """
    stems, hedges = stems_of(words_of(own)), count_hedges(own)
    nearest = min(others, key=lambda text: count_hedges(text).total())
    before = count_hedges(nearest)
    if hedges.total() < before.total():
        for hedge in before - hedges:
            word = as_written(hedge, nearest)
            still_there = any(stems & beside for beside in _beside(nearest, word))
            if still_there and not _has_equal(word, own, nearest):
                is_in_doubt = hedges and not _is_cut_out(own, nearest, word)
                yield Difference("strength-fewer" if is_in_doubt else "strength-gone", word)
    elif hedges.total() > before.total():
        for hedge in hedges - before:
            word = as_written(hedge, own)
            if not _has_equal(word, nearest, own):
                yield Difference("weaker", word)
    firm, known = count_firm_words(own), Counter[str]()
    for text in others:
        known |= count_firm_words(text)
    bound = [word for word in firm if word in _BOUND and not known.keys() & set(_BOUND)]
    yield from (Difference("strength", as_written(word, own)) for word in bound)
    if firm.total() < known.total():
        yield from (Difference("weaker-gone", as_written(word, " ".join(others))) for word in known - firm)
    elif firm.total() > known.total():
        came = (word for word in firm - known if word not in bound)
        yield from (Difference("strength-firmer", as_written(word, own)) for word in came)


def _is_cut_out(own: str, text: str, phrase: str) -> bool:
    """Whether words are those around a phrase of a text, without it."""
    words = " ".join(["", *words_of(own), ""])
    for match in re.finditer(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE):
        before, behind = words_of(text[: match.start()]), words_of(text[match.end() :])
        if " ".join(["", *before[-_BESIDE:], *behind[:_BESIDE], ""]) in words:
            return True
    return False


def _has_equal(hedge: str, own: str, text: str) -> bool:
    """Whether words have a hedge that comes to the same, and that the text does not have."""
    groups = [group for group in load_meaning().equal_hedges if hedge in group]
    return any(
        _count_of(one, own) > _count_of(one, text) for group in groups for one in group if one != hedge
    )


def _count_of(phrase: str, text: str) -> int:
    return len(re.findall(rf"\b{phrase}\b", text, re.IGNORECASE))


def _beside(text: str, phrase: str) -> Iterator[set[str]]:
    """For each place of a phrase in a text, the telling word behind it, or the one before it at the end."""
    for match in re.finditer(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE):
        behind = content_words(text[match.end() :])[:1] or content_words(text[: match.start()])[-1:]
        yield stems_of(behind)
