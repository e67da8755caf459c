"""Who is named in the place of another: an actor, a body, a group of persons.

The words that went and those that came are compared, not which words a text has at all: an actor that stands
elsewhere in the source may still have been put where another stood.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from drafter.check.meaning import load_meaning

_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_BODY = re.compile(
    r"\b(?:[Tt]he|to|by|of|and|with|within|for|from|in|into|between|through|upon|invite|request) "
    r"(?:[A-Z][\w'-]* (?:(?:of|on|for|and|the) )*)*?"
    r"(Commission|Conference|Congress|Council|Committee|Office|Organi[sz]ation|Assembly|Secretariat|Board|Agency"
    r"|Institute|Union|Bank|Tribunal|Court)\b"
)
_BODIES = frozenset(
    """Commission Conference Congress Council Committee Office Organization Organisation Assembly Secretariat
    Board Agency Institute Union Bank Tribunal Court""".split()
)
_SHORT = re.compile(r"[A-Z]{3,}s?")
_PERSONS = re.compile(r"[a-z]{3,}(?:[eo]rs|ists|ians)")
_BETWEEN = frozenset(
    "the a an their its other all national local regional relevant competent private".split()
)
_STATES = "states"
_ANYBODY = "anybody"


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    groups: frozenset[str]
    said: str
    is_body: bool = False

    def is_like(self, groups: Mapping[str, int] | frozenset[str]) -> bool:
        return any(group in groups for group in self.groups)

    @property
    def is_vague(self) -> bool:
        return (not self.groups - {_STATES} and not self.is_body) or _ANYBODY in self.groups


def actors_come(own: str, others: Sequence[str]) -> Iterator[str]:
    """The words for actors in a text that stand where other texts name others.

    Args:
        own: The text, as ``plain`` gives it.
        others: The others, likewise.
    """
    mine = _Read(own)
    theirs = [_Read(one) for one in others]
    known = {group for one in theirs for mention in one.mentions for group in mention.groups}
    best = max(theirs, key=mine.likeness)
    gone = [one for one in best.mentions if best.count(one) > mine.count(one)]
    replaced = list(mine.replaced(best))
    for one in mine.mentions:
        is_new = not one.is_like(frozenset(known))
        for_it = [gone_one for came, went in replaced if came is one for gone_one in went]
        if one.is_vague:
            is_more = one.groups == {_STATES} and (is_new or mine.count(one) > best.count(one))
            if is_more and any(other.is_body for other in (gone if is_new else for_it)):
                yield one.said
        elif is_new:
            is_in_place = any(_STATES not in other.groups for other in gone) or bool(for_it)
            if one.is_body or is_in_place or mine.is_agent(one):
                yield one.said
        elif mine.count(one) > max(other.count(one) for other in theirs) and any(
            other in gone and not other.groups & one.groups for other in for_it
        ):
            yield one.said


class _Read:
    """A text and whom it names."""

    def __init__(self, text: str) -> None:
        self.words = [match[0] for match in _TOKEN.finditer(text)]
        self.keys = [_one(word.lower()) for word in self.words]
        self.mentions = tuple(self._mentions(text))
        self._counts = Counter(group for one in self.mentions for group in one.groups)

    def count(self, mention: _Mention) -> int:
        """How often the actor of a mention, by any name, is named."""
        return sum(1 for one in self.mentions if one.groups & mention.groups)

    def likeness(self, other: _Read) -> float:
        return SequenceMatcher(None, other.keys, self.keys, autojunk=False).ratio()

    def is_agent(self, mention: _Mention) -> bool:
        """Whether something is said to be done by it."""
        at = mention.start - 1
        while at > 0 and self.keys[at] in _BETWEEN:
            at -= 1
        return at >= 0 and self.keys[at] == "by"

    def replaced(self, other: _Read) -> Iterator[tuple[_Mention, list[_Mention]]]:
        """Mentions that stand where another text has other words, each with whom that names there."""
        matcher = SequenceMatcher(None, other.keys, self.keys, autojunk=False)
        for tag, i, i_end, j, j_end in matcher.get_opcodes():
            if tag == "replace":
                went = [one for one in other.mentions if one.start < i_end and one.end > i]
                for one in self.mentions:
                    if one.start < j_end and one.end > j and went:
                        yield one, went

    def _mentions(self, text: str) -> Iterator[_Mention]:
        bodies = {match[1] for match in _BODY.finditer(text)} & _BODIES
        phrases, at = _phrases(), 0
        while at < len(self.keys):
            found = next(
                (
                    one
                    for one in phrases.get(self.keys[at], ())
                    if tuple(self.keys[at : at + len(one[0])]) == one[0]
                ),
                None,
            )
            word = self.words[at].removesuffix("'s")
            if found and word not in bodies:
                end = at + len(found[0])
                yield _Mention(at, end, found[1], " ".join(self.words[at:end]))
                at = end
                continue
            if word in bodies:
                yield _Mention(
                    at, at + 1, frozenset({word.lower().replace("sation", "zation")}), word, is_body=True
                )
            elif _SHORT.fullmatch(word):
                group = {"UNODC": "office"}.get(word, word)
                yield _Mention(at, at + 1, frozenset({group}), word, is_body=word == "UNODC")
            elif _PERSONS.fullmatch(word) and word not in load_meaning().no_persons:
                yield _Mention(at, at + 1, frozenset({f"={self.keys[at]}"}), word)
            at += 1


_LEAST = 4  # letters; shorter words are no plurals
_IRREGULAR = {"women's": "women", "men's": "men", "children's": "children", "people's": "people"}


def _one(word: str) -> str:
    """A word in the singular, without the sign of the genitive."""
    word = _IRREGULAR.get(word, word).removesuffix("'s").removesuffix("'")
    if word.endswith("ies") and len(word) > _LEAST:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches")):
        return word[:-2]
    is_plural = word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) >= _LEAST
    return word[:-1] if is_plural else word


@functools.cache
def _phrases() -> Mapping[str, Sequence[tuple[tuple[str, ...], frozenset[str]]]]:
    """The phrases that name actors by their first word, the longest first, each with its groups."""
    meaning = load_meaning()
    groups: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for number, words in enumerate(meaning.actors):
        for phrase in words:
            groups[tuple(_one(word) for word in phrase.split())].add(f"{number} {words[0]}")
    for phrase in meaning.states:
        groups[tuple(_one(word) for word in phrase.split())].add(_STATES)
    for phrase in (phrase for words in meaning.anybody for phrase in words):
        key = tuple(_one(word) for word in phrase.split())
        groups[key].add(_ANYBODY)
    found: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = defaultdict(list)
    for key, own in sorted(groups.items(), key=lambda pair: (-len(pair[0]), pair[0])):
        found[key[0]].append((key, frozenset(own)))
    return found
