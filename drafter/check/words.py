"""Faults of clauses' words: reworded away from their sources, weakened or firmed up, naming other regions."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.brackets import wishes_behind
from drafter.check.content import differences, said_of, strength_differences
from drafter.check.finding import Finding, ShownText, finding, source_texts
from drafter.check.meaning import Difference, as_typed, plain
from drafter.check.signs import signs_come
from drafter.check.subject import is_everyday, strange_words
from drafter.docx.reading.content import OVER_LETTERS
from drafter.form.glossary import load_glossary
from drafter.matrix.strength import strength_words
from drafter.returned.blanks import with_filled
from drafter.returned.document import ReadLine, Returned
from drafter.text.similarity import content_words, stem, words_of
from drafter.text.words import without_unseen

# Words whose coming and going changes nothing that a source must bear out. "Not", "all" and the like are
# none of them.
_LIGHT = frozenset(
    """a an and are as at be been being by for from had has have in into is it its of on or such that the
    their them then there these they this those through to was were which while who with within will we our as
    well also so thus thereby therein thereof""".split()
)
# Below this share of a clause's words it is another clause.
_LEAST_KEPT = 0.5
# Below this share of its weightier words nothing of it is left.
_LEAST_OF_IT = 0.15
_LEAST_OF_SHORTER = 0.6  # of the words of a text that is much shorter than it was
# And it shares less than this of the weighted words with any source: else it is only reworded or shortened.
_LEAST_SHARED = 0.4
_MOST_SHOWN = 12
# Hyphens that join the parts of a word, and soft ones, which nobody sees (U+00AD, U+2010, U+2011).
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010\u2011](?=\w)")
_TYPED = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
# What joins the names of regions, and comes and goes with them.
_JOINING = frozenset(("and", "the", "meeting", "meetings", "for", "see", "also"))


def wording_findings(returned: Returned) -> Iterator[Finding]:
    """Every fault of the clauses' words, line by line."""
    for read in returned.lines:
        if not read.printed or read.line.is_copy:
            continue
        # That there are such signs, or words struck through by signs, is told.
        text = without_unseen(OVER_LETTERS.sub("", read.text))[0]
        line = read if text == read.text else replace(read, text=text)
        if is_the_same(line.printed_text, line.text):
            if signs := signs_come(line.printed_text, line.text):
                yield _about(returned, line, "reworded/signs", signs=", ".join(signs))
            continue
        if not line.sources:  # there is nothing to hold them against
            yield finding(line, "reworded/own", texts=_texts(line))
            continue
        before, now = (words_of(wishes_behind(one)[0]) for one in (line.printed_text, line.text))
        if _is_replaced(before, now):
            key = f"reworded/replaced{'-cited' if line.numbers else ''}"
            name = f"the text of {line.line.label}" if line.line.label else "its text"
            numbers = " and ".join(map(str, line.numbers))
            yield _about(returned, line, key, name=name, numbers=numbers, count=len(line.numbers))
            continue
        yield from _strength(line)
        yield from _reworded(returned, line, before, now)


def _is_replaced(before: Sequence[str], now: Sequence[str]) -> bool:
    """Whether a text has another's place: next to none of its weightier words are left."""
    weighty = {stem(word) for word in before if word not in _LIGHT}
    come = {stem(word) for word in now if word not in _LIGHT}
    left = len(weighty & come)
    is_shorter = left >= _LEAST_OF_SHORTER * len(come)
    return min(len(weighty), len(come)) > 1 and left < _LEAST_OF_IT * len(weighty) and not is_shorter


def _about(returned: Returned, line: ReadLine, key: str, **facts: object) -> Finding:
    """A fault of words, with the two wordings and the sources."""
    texts = [*_texts(line), *source_texts(returned, line.sources)]
    return finding(line, key, notes=line.numbers, sources=line.sources, texts=texts, **facts)


def _texts(line: ReadLine) -> list[ShownText]:
    return [ShownText("As drafted", line.printed_text), ShownText("As it stands", line.text)]


def is_the_same(printed: str, text: str) -> bool:
    """Whether two texts have the same words, but for abbreviations and for hyphens inside a word.

    Letters are not compared across words: "nowhere" is not "now here".
    """
    if printed == text:  # as nearly all are
        return True
    printed, text = without_unseen(printed)[0], without_unseen(text)[0]
    if printed == text or words_of(printed) == words_of(text):
        return True
    one, other = (unicodedata.normalize("NFC", load_glossary().shortened(each)) for each in (printed, text))
    return words_of(one) == words_of(other) or words_of(_HYPHEN.sub("", one)) == words_of(
        _HYPHEN.sub("", other)
    )


# How each change of strength is said, and what changed.
_STRENGTH = {
    "strength-gone": ("gone-stronger", "hedge"),
    "strength-fewer": ("gone-fewer", "hedge"),
    "weaker": ("come-weaker", "hedge"),
    "weaker-gone": ("gone-weaker", "firm word"),
    "strength": ("come-stronger", "firm word"),
    "strength-firmer": ("come-firmer", "firm word"),
}


def _changes_of_strength(line: ReadLine) -> tuple[Difference, ...]:
    return tuple(dict.fromkeys(strength_differences(line.text, [line.printed_text])))


def _strength(line: ReadLine) -> Iterator[Finding]:
    """Hedges and firm words that came or went."""
    texts = _texts(line)
    for one in _changes_of_strength(line):
        way, kind = _STRENGTH[one.key]
        key = f"strength-changed/{way}"
        yield finding(line, key, notes=line.numbers, texts=texts, kind=kind, word=one.word)


def _reworded(
    returned: Returned, line: ReadLine, before: Sequence[str], now: Sequence[str]
) -> Iterator[Finding]:
    """Every change of words or of their order that is not said already as one of strength or of a region."""
    gone, come = _difference(before, now)
    lost, added = _said(line, unbacked_regions(returned, line))
    wishes = _wishes(line)
    if not _less(gone, lost) and not _less(come, added):
        if wishes:
            yield _about(returned, line, "reworded", parts="; ".join(wishes))
        return
    moved = Counter(gone) & Counter(come)
    went, new = _less(gone, moved), _less(come, moved)
    light = _LIGHT | strength_words() | set(lost | added)
    known = returned.matrix.sources
    texts = [text for one in line.sources if one in known for text in known[one].wordings]
    of_sources = {stem(word) for text in texts for word in words_of(text)} | {stem(word) for word in before}
    kept = {stem(word) for word in now}
    foreign = [word for word in new if word not in light and stem(word) not in of_sources]
    missed = [word for word in went if word not in light and stem(word) not in kept]
    share = 1 - len(went) / len(before) if before else 0.0
    known_texts = (returned.likeness.shared_words(one, line.text) for one in line.sources if one in known)
    telling = [word for word in foreign if not is_everyday(word)]
    is_another = share < _LEAST_KEPT and len(telling) > 1 and max(known_texts, default=0) < _LEAST_SHARED
    parts = [f"words that no source has: {_list(foreign)}"] if foreign else []
    parts += [f"words of its sources that went: {_list(missed)}"] if missed else []
    if not parts:
        # Small words, and words that stand elsewhere in it, can turn its meaning as well.
        parts += [f"words that came in: {_list(_less(new, added))}"] if _less(new, added) else []
        parts += [f"words that went: {_list(_less(went, lost))}"] if _less(went, lost) else []
    parts += wishes
    differing = differences(line.text, _texts_to_compare(returned, line), with_strength=False)
    cited = [one for one in line.sources if one in known]
    strange = strange_words(returned, line.text, cited, were=line.printed_text)
    is_apart = bool(differing or strange) and not is_another
    if is_apart:
        parts = [said_of(differing, strange), *parts]
    said = "; ".join(parts) or f"its words stand in another order: {_list(list(moved))}"
    key = "reworded/beyond" if is_another else "reworded/differs" if is_apart else "reworded"
    yield _about(returned, line, key, parts=said)


def _wishes(line: ReadLine) -> list[str]:
    """What came and went of who wants what of a stretch in brackets: that is no word of the paragraph."""
    before, now = (Counter(wishes_behind(one)[1]) for one in (line.printed_text, line.text))
    return [
        f"{what}: {some_of([f'“{one}”' for one in wishes.elements()], _MOST_SHOWN)}"
        for what, wishes in (
            ("who wants what, as it is written behind brackets now", now - before),
            ("who wanted what, gone from behind brackets", before - now),
        )
        if wishes
    ]


def differing_words(words: str, texts: Sequence[str]) -> str:
    """Words that no text has, and those of the nearest that went, in words, each behind “; ”.

    Args:
        words: A person's words.
        texts: What they cite.
    """
    own, others = words_of(plain(words)), [words_of(plain(text)) for text in texts]
    of_sources, kept = {stem(word) for text in others for word in text}, {stem(word) for word in own}
    near = max(others, key=lambda text: len(kept.intersection(map(stem, text))), default=[])
    gone, come = _difference(near, own)
    came = [word for word in come if _tells(word) and stem(word) not in of_sources]
    # Of a text that was shortened to a part of itself most words went.
    is_like = len(near) - len(gone) > _LEAST_KEPT * len(near)
    left = {*own, *map(stem, come)}
    went = [word for word in gone if _tells(word) and left.isdisjoint((word, stem(word)))] if is_like else []
    typed = {word.lower(): word for text in (*texts, words) for word in _TYPED.findall(text)}
    parts = {"words that no source has": came, "words of its sources that went": went}
    return "".join(
        f"; {said}: {_list(typed.get(one) or as_typed(one, (*texts, words)) for one in each)}"
        for said, each in parts.items()
        if each
    )


def _tells(word: str) -> bool:
    return word not in _LIGHT and len(word) > 1 and bool(content_words(word))


def _texts_to_compare(returned: Returned, line: ReadLine) -> list[str]:
    drafted = with_filled(line.printed_text, line.text)
    return [drafted, *(text for source in line.sources for text in returned.texts_of(source))]


def _said(line: ReadLine, regions: Sequence[str]) -> tuple[Counter[str], Counter[str]]:
    """The single words that other findings say went, and those that they say came in, with their counts."""
    lost: list[str] = []
    added = [word for name in regions for word in words_of(name)]
    for one in _changes_of_strength(line):
        has_gone = _STRENGTH[one.key][0].startswith("gone")
        (lost if has_gone else added).extend(words_of(one.word))
    return Counter(lost), Counter(added)


def _difference(before: Sequence[str], now: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that went and those that came, in order; what moved did both."""
    matcher = difflib.SequenceMatcher(None, before, now, autojunk=False)
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    gone = [word for _, start, end, _, _ in changes for word in before[start:end]]
    return gone, [word for _, _, _, start, end in changes for word in now[start:end]]


def _less(words: Iterable[str], taken: Counter[str]) -> list[str]:
    """Words in order, without so many of each as were taken."""
    left, kept = Counter(taken), []
    for word in words:
        if left[word]:
            left[word] -= 1
        else:
            kept.append(word)
    return kept


def _list(words: Iterable[str]) -> str:
    return some_of([f"“{word}”" for word in dict.fromkeys(words)], _MOST_SHOWN)


def some_of(names: Sequence[str], most: int, separator: str = ", ") -> str:
    """So many of some names at most, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return separator.join(names[:most]) + more


# Regions that a clause names and no footnote backs, and the reverse


def region_findings(returned: Returned) -> Iterator[Finding]:
    """Regions named after a clause or in its words, against those of its footnotes."""
    for line in returned.lines if returned.has_matrix else ():
        yield from _words_among_regions(returned, line)
        if returned.is_clean and line.printed:
            yield from _named_in_a_clean_draft(returned, line)
        if returned.is_clean or line.line.is_copy:
            continue
        if line.line.support:
            yield from _support(returned, line)
        for name in unbacked_regions(returned, line):
            yield finding(line, "support-without-footnote/words", notes=line.numbers, name=name)


def _named_in_a_clean_draft(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    """Names of regions behind a line, where none were printed."""
    printed = returned.resolver.regions_named(" ".join(one.support for one in line.printed))
    named = returned.resolver.regions_named(" ".join(one.support for one in (line.line, *line.rests)))
    if come := names_of_regions(returned, set(named) - set(printed)):
        yield finding(line, "support-without-footnote/clean", names=" and ".join(come))


def _words_among_regions(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    """Words that name no region in the style that does: new text takes on the style it is typed after.

    And words of drafter's own between the names that are gone while the names stand, such as “in part”.
    """
    drafted = " ".join(printed.support.strip() for printed in line.printed)
    stands = " ".join(one.support for one in (line.line, *line.rests))
    if stands == drafted:
        return
    printed = _beside_regions(returned, drafted)
    left = _beside_regions(returned, stands)
    is_same = returned.resolver.regions_named(stands) == returned.resolver.regions_named(drafted)
    is_known = returned.document.draft is not None
    come = "" if is_known else "-unknown"
    changes = {come: left - printed, "-gone": printed - left if is_same and stands else Counter[str]()}
    for way, words in changes.items():
        if words:
            texts = [ShownText("As drafted", drafted), ShownText("As it stands", stands)]
            key, named = f"reworded/regions{way}", " ".join(words.elements())
            yield finding(line, key, notes=line.numbers, sources=line.sources, texts=texts, words=named)


def _beside_regions(returned: Returned, support: str) -> Counter[str]:
    """The words among names of regions that name none, without what joins the names."""
    for mention in reversed(returned.resolver.mentions(support)):
        support = f"{support[: mention.start]} {support[mention.end :]}"
    return Counter(word for word in words_of(support) if word not in _JOINING)


def _support(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    found = Counter(source for _, source in line.cited)
    expected = Counter(source for printed in line.printed for source in printed.cited)
    named = set(returned.resolver.regions_named(line.line.support))
    backed = regions_of(returned, found)
    if expected:
        # What a lost or an added footnote explains is said there.
        named -= regions_of(returned, expected - found) - backed
        backed -= regions_of(returned, found - expected) - named
        # After people's words nobody is named.
        drafted = " ".join(printed.support for printed in line.printed)
        backed -= regions_of(returned, expected) - returned.resolver.regions_named(drafted) - named
    if not named and returned.document.draft is None:
        backed.clear()  # other names stand there, of who proposed it or wants something
    without_note, unnamed = (names_of_regions(returned, keys) for keys in (named - backed, backed - named))
    if without_note and unnamed:  # one in the place of another
        names, others = (" and ".join(several) for several in (without_note, unnamed))
        key = "support-without-footnote/instead"
        yield finding(line, key, notes=line.numbers, names=names, others=others)
        return
    for name in without_note:
        yield finding(line, "support-without-footnote", notes=line.numbers, name=name)
    for name in unnamed:
        yield finding(line, "footnote-without-support", notes=line.numbers, name=name)


def unbacked_regions(returned: Returned, line: ReadLine) -> list[str]:
    """Names of regions that a line's words name now, did not when drafted, and that no footnote backs."""
    if returned.is_clean or not line.printed or line.text == line.printed_text:
        return []
    resolver = returned.resolver
    named = resolver.regions_named(line.text) - resolver.regions_named(line.printed_text)
    return names_of_regions(returned, named - regions_of(returned, (source for _, source in line.cited)))


def regions_of(returned: Returned, sources: Iterable[str]) -> set[str]:
    """The keys of the regions whose reports have these recommendations."""
    known = returned.matrix.sources
    return {region for one in sources if one in known for region in known[one].regions}


def names_of_regions(returned: Returned, keys: Iterable[str]) -> list[str]:
    """The names of regions, in the order of the columns."""
    return [returned.matrix.region_by_key[key].name for key in returned.matrix.in_region_order(keys)]
