"""In what people's words differ from the texts that they cite: a negation, a number, an actor, the strength.

Only what can be told without knowing the subject. Other words, another order and a shorter text are no
difference here: whether they say the same, people judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from drafter.form.forms import load_glossary
from drafter.matrix.strength import as_written, count_firm_words, count_hedges, strength_words
from drafter.text_similarity import content_words, stem, words_of

# Of a negation: words that deny what follows them, and those that only come to the same.
_NOT = frozenset("not no never neither nor none nobody cannot without non".split())
_LIKE_NOT = frozenset(
    """lack lacks lacking lacked absence absent free freedom refrain refrains refraining avoid avoids
    avoiding prohibit prohibits prohibited prohibiting forbid forbids ban bans banned deny denied denies fail
    fails failed failure exclude excludes excluded excluding except regardless irrespective unless deprived
    against""".split()
)
_NO_NEGATION = re.compile(
    r"\bnot (?:only|limited to|least|just|merely|necessarily)\b|\bno (?:later|less|fewer|more) than\b"
    r"|\bnon-?governmental\b|\bnon-?profit\b|\bwithout (?:prejudice|delay)\b|\bno one\b(?= left)",
    re.IGNORECASE,
)
_SCOPE = 4  # words behind it
_REACH = 2  # words that tell something, among them

_FIGURES = {
    word: str(n)
    for n, word in enumerate(
        """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split(),
        start=2,
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "hundred": "100", "thousand": "1000"}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?=(?:st|nd|rd|th|s)?\b)|[a-z]+")
_UNITS = re.compile(r"day|week|month|year|decade|percent|per cent")

# Words for one actor, of a text in small letters. Those that act, and groups of persons.
_STATES = r"(?:member )?states?(?: part(?:y|ies))?|governments?|countr(?:y|ies)|we\b"
_ACTING = (
    _STATES,
    r"secretary-general",
    r"civil society|non-?governmental organi[sz]ations?|ngos?",
    r"private sector|business(?:es)?|compan(?:y|ies)|industry|enterprises|corporations",
    r"academi[ac]|universities|researchers",
    r"media|journalists|press",
    r"parliaments?|parliamentarians|legislat(?:ors|ures?)",
    r"judges?|judiciary|courts?",
    r"prosecutors?|prosecution services?|prosecuting authorities",
    r"police|law[ -]enforcement",
    r"lawyers|defence counsel|bar associations",
    r"donors",
)
_PERSONS = (
    r"women|wom[ae]n's|female",
    r"men|men's|male",
    r"girls?",
    r"boys?",
    r"child(?:ren)?(?:'s)?|minors?|juveniles?",
    r"youth|young (?:people|persons|adults)|adolescents?",
    r"older (?:persons|people)|elderly",
    r"persons with disabilities|disabled|people with disabilities",
    r"victims?(?:')?|survivors?",
    r"witness(?:es)?",
    r"offenders?|perpetrators?|criminals",
    r"prisoners?|inmates?|detainees?|persons? deprived of (?:their )?liberty",
    r"migrants?",
    r"refugees?|asylum seekers?",
    r"indigenous (?:peoples?|persons)",
    r"workers|employees",
    r"consumers",
    r"teachers",
    r"parents",
    r"tourists?",
)
_BODY = re.compile(
    r"\b(?:[Tt]he|to|by|of|and|with|for|from|upon|invite|request) "
    r"(?:[A-Z][\w’-]* (?:(?:of|on|for|and|the) )*)*?"
    r"(Commission|Conference|Congress|Council|Committee|Office|Organi[sz]ation|Assembly|Secretariat|Board|Agency"
    r"|Institute|Union|Bank|Tribunal)\b"
)
_SHORT = re.compile(r"\b[A-Z]{3,}\b")
_BOUND = ("must", "shall")


class Difference(NamedTuple):
    """One thing in which words differ from what is cited.

    Attributes:
        key: What it is: "negation", "number", "actor" or "strength"; with “-gone” where the texts have it.
        word: The word that tells it.
    """

    key: str
    word: str


def differences(words: str, texts: Sequence[str]) -> tuple[Difference, ...]:
    """In what a person's words differ from the texts that they cite; each once."""
    if not texts:
        return ()
    shortened = load_glossary().shortened
    own, others = shortened(words), list(map(shortened, texts))
    found = [
        *_negations(own, others),
        *_numbers(own, others),
        *_actors(own, others),
        *_strengths(own, others),
    ]
    return tuple(dict.fromkeys(found))


# Negations


def _scopes(text: str, signs: frozenset[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The negations of a text, each with the stems of the words that it is about."""
    words = words_of(_NO_NEGATION.sub(" ", text))
    found = []
    for place, word in enumerate(words):
        if word in signs or word.endswith("n't"):
            behind = [one for one in words[place + 1 : place + 1 + _SCOPE] if one not in signs]
            telling = [stem(one) for one in behind if content_words(one) and one not in strength_words()]
            found.append((word, tuple(telling[:_REACH])))
    return found


def _negations(own: str, others: Sequence[str]) -> Iterator[Difference]:
    """A negation of what the texts say without one; and one of theirs that is not said, otherwise either."""
    every = _NOT | _LIKE_NOT
    denied = [scope for text in others for signs in (_NOT, every) for _, scope in _scopes(text, signs)]
    in_others = {one for scope in denied for one in scope}
    mine, theirs = words_of(own), {word for text in others for word in words_of(text)}
    stems, of_others = set(map(stem, mine)), set(map(stem, theirs))
    for word, scope in _scopes(own, _NOT):
        # Where they deny something too, another word between may stand for theirs.
        telling = scope[:1] if denied else scope
        if not in_others.intersection(scope) and of_others.intersection(telling):
            yield Difference("negation", word)
    if not any(word in _NOT or (word in _LIKE_NOT and word not in theirs) for word in mine):
        for text in others:
            for word, scope in _scopes(text, _NOT):
                if scope and scope[0] in stems:
                    yield Difference("negation-gone", word)


# Numbers


def _figures(text: str) -> list[tuple[str, str]]:
    """The numbers of a text, each with the unit behind it; empty where there is none."""
    words = _NUMBER.findall(text.lower().replace("per cent", "percent"))
    said = [_FIGURES.get(word, word.rstrip(".,")) for word in words]
    behind = [*said[1:], ""]
    return [
        (one, unit[0] if (unit := _UNITS.match(following)) else "")
        for one, following in zip(said, behind, strict=True)
        if one[0].isdigit()
    ]


def _numbers(own: str, others: Sequence[str]) -> Iterator[Difference]:
    known = {pair for text in others for pair in _figures(text)}
    for number, unit in _figures(own):
        units = {other for one, other in known if one == number}
        if not units or (unit and unit not in units and "" not in units):
            yield Difference("number", f"{number} {unit}".strip())


# Actors


def _named(text: str, groups: Iterable[str]) -> dict[str, str]:
    """Which actors a text names, each with the word that names it."""
    folded = text.lower().replace("’", "'")
    found = {}
    for group in groups:
        match = re.search(rf"\b(?:{group})(?!\w)", folded)
        if match:
            found[group] = match[0]
    return found


def _bodies(text: str) -> dict[str, str]:
    named = {match[1].lower(): match[1] for match in _BODY.finditer(text)}
    return named | ({"office": "UNODC"} if re.search(r"\bUNODC\b", text) else {})


def _actors(own: str, others: Sequence[str]) -> Iterator[Difference]:
    """Who is named in the place of another; or a body that no text names."""
    every = " \n".join(others)
    mine, theirs = _bodies(own), _bodies(every)
    new = {key: word for key, word in mine.items() if key not in theirs}
    for word in new.values():
        yield Difference("actor", word)
    acting, known = _named(own, _ACTING), _named(every, _ACTING)
    short = {word: word for word in _SHORT.findall(own) if word != "UNODC"}
    acting |= short
    known |= {word: word for word in _SHORT.findall(every) if word != "UNODC"}
    missing = {*(known.keys() - acting.keys()), *(theirs.keys() - mine.keys())}
    if missing - {_STATES} or (_STATES in missing and (short.keys() - known.keys())):
        for key in acting.keys() - known.keys():
            if key != _STATES or theirs.keys() - mine.keys():
                yield Difference("actor", acting[key])
    persons, others_named = _named(own, _PERSONS), _named(every, _PERSONS)
    if others_named.keys() - persons.keys():
        for key in persons.keys() - others_named.keys():
            yield Difference("actor", persons[key])


# Strength


def _strengths(own: str, others: Sequence[str]) -> Iterator[Difference]:
    """A hedge that is gone while what it hedged stands; an obligation that no text has."""
    if not count_hedges(own):
        stems = set(map(stem, words_of(own)))
        for text in others:
            for hedge in count_hedges(text):
                word = as_written(hedge, text)
                if any(stems & beside for beside in _beside(text, word)):
                    yield Difference("strength-gone", word)
    known = {word for text in others for word in count_firm_words(text)}
    for word in count_firm_words(own):
        if word in _BOUND and not known.intersection(_BOUND):
            yield Difference("strength", as_written(word, own))


def _beside(text: str, phrase: str) -> Iterator[set[str]]:
    """For each place of a phrase in a text, the telling word behind it, or the one before it at the end."""
    for match in re.finditer(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE):
        behind = content_words(text[match.end() :])[:1] or content_words(text[: match.start()])[-1:]
        yield set(map(stem, behind))
