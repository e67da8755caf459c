"""Faults of words: reworded away from its sources, weakened or firmed up, or naming other regions."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from drafter.check.finding import Finding, ShownText, at_line, source_text
from drafter.form.glossary import load_glossary
from drafter.matrix.kinds import count_firm_words, count_hedges, strength_words
from drafter.returned.document import ReadLine, Returned
from drafter.text import stem, words_of

# Words whose coming and going changes nothing that a source must bear out. "Not", "all" and the like are
# none of them.
_LIGHT = frozenset(
    """a an and as at be been being by for from had has have in into is it its of on or such that the their
    them then there these they this those through to was were which while who with within will we our as
    well also so thus thereby therein thereof""".split()
)
# Below this share of a clause's words it is another clause.
_LEAST_KEPT = 0.5
# Below this share of its weightier words nothing of it is left.
_LEAST_OF_IT = 0.15
_MOST_SHOWN = 12
# Hyphens that join the parts of a word, and soft ones, which nobody sees (U+00AD, U+2010, U+2011).
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010\u2011](?=\w)")
# What drafter itself prints between the names of regions, and what joins them.
_IN_DIFFERENT_WORDS = re.compile(r"\bin (?:different|other) words\b", re.IGNORECASE)
_JOINING = frozenset(("and", "the"))


def wording_findings(returned: Returned) -> Iterator[Finding]:
    """Every fault of the clauses' words, line by line."""
    for line in returned.lines:
        if not line.printed or line.line.is_copy:
            continue
        before, now = words_of(line.printed_text), words_of(line.text)
        if before == now or _is_the_same(line.printed_text, line.text):
            continue
        if _is_replaced(before, now):
            yield _replaced(returned, line)
            continue
        yield from _strength(line)
        yield from _reworded(returned, line, before, now)


def _is_replaced(before: Sequence[str], now: Sequence[str]) -> bool:
    """Whether a text has another's place: next to none of its weightier words are left."""
    weighty = {stem(word) for word in before if word not in _LIGHT}
    come = {stem(word) for word in now if word not in _LIGHT}
    return min(len(weighty), len(come)) > 1 and len(weighty & come) < _LEAST_OF_IT * len(weighty)


def _replaced(returned: Returned, line: ReadLine) -> Finding:
    numbers = line.numbers
    several = len(numbers) > 1
    theirs = f"footnote{'s' if several else ''} {' and '.join(map(str, numbers))}"
    return at_line(
        line,
        "reworded/replaced",
        notes=numbers,
        sources=line.sources,
        texts=[*_texts(line), *(source_text(returned, one) for one in _known(returned, line))],
        name=f"the text of {line.line.label}" if line.line.label else "its text",
        belong=f"; its {theirs} belong{'' if several else 's'} to the old text" if numbers else "",
    )


def _known(returned: Returned, line: ReadLine) -> list[str]:
    """The sources of a line that the matrix has."""
    return [one for one in line.sources if returned.matrix and one in returned.matrix.by_id]


def _is_the_same(printed: str, text: str) -> bool:
    """Whether two texts have the same words, but for abbreviations and for hyphens inside a word.

    Letters are not compared across words: "nowhere" is not "now here".
    """
    one, other = (unicodedata.normalize("NFC", load_glossary().shortened(each)) for each in (printed, text))
    return words_of(one) == words_of(other) or words_of(_HYPHEN.sub("", one)) == words_of(
        _HYPHEN.sub("", other)
    )


def _strength(line: ReadLine) -> Iterator[Finding]:
    """Hedges and firm words that came or went."""
    old, new = line.printed_text, line.text
    for count, kind, lost_is_worse in ((count_hedges, "hedge", True), (count_firm_words, "firm word", False)):
        before, now = count(old), count(new)
        for changed, is_lost in ((before - now, True), (now - before, False)):
            key = f"{'gone' if is_lost else 'come'}-{'stronger' if is_lost is lost_is_worse else 'weaker'}"
            for word in changed:
                yield at_line(
                    line,
                    f"strength-changed/{key}",
                    notes=line.numbers,
                    texts=_texts(line),
                    kind=kind,
                    word=word,
                )


def _reworded(
    returned: Returned, line: ReadLine, before: Sequence[str], now: Sequence[str]
) -> Iterator[Finding]:
    """Every change of words or of their order that is not said already as one of strength or of a region."""
    gone, come = _difference(before, now)
    lost, added = _said(line, unbacked_regions(returned, line))
    if not _less(gone, lost) and not _less(come, added):
        return
    moved = Counter(gone) & Counter(come)
    went, new = _less(gone, moved), _less(come, moved)
    light = _LIGHT | strength_words() | set(lost | added)
    known = _known(returned, line)
    texts = [text for one in known if returned.matrix for text in returned.matrix.by_id[one].wordings]
    of_sources = {stem(word) for text in texts for word in words_of(text)} | {stem(word) for word in before}
    kept = {stem(word) for word in now}
    foreign = [word for word in new if word not in light and stem(word) not in of_sources]
    missed = [word for word in went if word not in light and stem(word) not in kept]
    share = 1 - len(went) / len(before) if before else 0.0
    is_another = share < _LEAST_KEPT and len(foreign) > 1
    parts = [f"words that no source has: {_list(foreign)}"] if foreign else []
    parts += [f"words of its sources that went: {_list(missed)}"] if missed else []
    if not parts:
        # Small words, and words that stand elsewhere in it, can turn its meaning as well.
        parts += [f"words that came in: {_list(_less(new, added))}"] if _less(new, added) else []
        parts += [f"words that went: {_list(_less(went, lost))}"] if _less(went, lost) else []
    yield at_line(
        line,
        "reworded/beyond" if is_another else "reworded",
        notes=line.numbers,
        sources=line.sources,
        texts=[*_texts(line), *(source_text(returned, one) for one in known)],
        parts="; ".join(parts) or f"its words stand in another order: {_list(list(moved))}",
    )


def _said(line: ReadLine, regions: Sequence[str]) -> tuple[Counter[str], Counter[str]]:
    """The single words that other findings say went, and those that they say came in, with their counts."""
    lost: Counter[str] = Counter()
    added: Counter[str] = Counter(word for name in regions for word in words_of(name))
    for count in (count_hedges, count_firm_words):
        before, now = count(line.printed_text), count(line.text)
        for target, phrases in ((lost, before - now), (added, now - before)):
            for phrase, times in phrases.items():
                for word in words_of(phrase):
                    target[word] += times
    return lost, added


def _difference(before: Sequence[str], now: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that went and those that came, in order; what moved did both."""
    matcher = difflib.SequenceMatcher(None, before, now, autojunk=False)
    gone: list[str] = []
    come: list[str] = []
    for tag, start, end, start_now, end_now in matcher.get_opcodes():
        if tag != "equal":
            gone += before[start:end]
            come += now[start_now:end_now]
    return gone, come


def _less(words: Iterable[str], taken: Counter[str]) -> list[str]:
    left = Counter(taken)
    kept = []
    for word in words:
        if left[word]:
            left[word] -= 1
        else:
            kept.append(word)
    return kept


def _list(words: Sequence[str]) -> str:
    shown = list(dict.fromkeys(words))
    more = f" and {len(shown) - _MOST_SHOWN} more" if len(shown) > _MOST_SHOWN else ""
    return ", ".join(f"“{word}”" for word in shown[:_MOST_SHOWN]) + more


def _texts(line: ReadLine) -> list[ShownText]:
    return [ShownText("As drafted", line.printed_text), ShownText("As it stands", line.text)]


# Regions that a clause names and no footnote backs, and the reverse


def region_findings(returned: Returned) -> Iterator[Finding]:
    """Regions named after a clause or in its words, against those of its footnotes."""
    if returned.resolver is None:
        return
    for line in returned.lines:
        yield from _words_among_regions(returned, line)
    if returned.is_clean:
        return
    for line in returned.lines:
        if line.line.is_copy:
            continue
        if line.line.support:
            yield from _support(returned, line)
        for name in unbacked_regions(returned, line):
            yield at_line(line, "support-without-footnote/words", notes=line.numbers, name=name)


def _words_among_regions(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    """Words that name no region in the style that does: new text takes on the style it is typed after."""
    assert returned.resolver  # noqa: S101  # looked at by the caller
    for one in (line.line, *line.rests):
        left = one.support
        for mention in reversed(returned.resolver.mentions(left)):
            left = f"{left[: mention.start]} {left[mention.end :]}"
        words = [word for word in words_of(_IN_DIFFERENT_WORDS.sub(" ", left)) if word not in _JOINING]
        if words:
            drafted = " ".join(printed.support.strip() for printed in line.printed)
            yield at_line(
                line,
                "reworded/regions",
                notes=line.numbers,
                sources=line.sources,
                texts=[ShownText("As drafted", drafted), ShownText("As it stands", one.support)],
                words=" ".join(words),
            )


def _support(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    assert returned.resolver  # noqa: S101  # looked at above
    found = Counter(source for read in line.notes for source in read.sources)
    expected = Counter(source for printed in line.printed for source in printed.cited)
    named = set(returned.resolver.regions_named(line.line.support))
    backed = _regions(returned, found)
    if expected:
        # What a lost or an added footnote explains is said there.
        named -= _regions(returned, expected - found) - backed
        backed -= _regions(returned, found - expected) - named
    for key, keys in (
        ("support-without-footnote", named - backed),
        ("footnote-without-support", backed - named),
    ):
        for name in _ordered(returned, keys):
            yield at_line(line, key, notes=line.numbers, name=name)


def unbacked_regions(returned: Returned, line: ReadLine) -> list[str]:
    """Names of regions that a line's words name now, did not when drafted, and that no footnote backs."""
    if returned.resolver is None or returned.is_clean or not line.printed or line.text == line.printed_text:
        return []
    resolver = returned.resolver
    named = resolver.regions_named(line.text) - resolver.regions_named(line.printed_text)
    cited = (source for read in line.notes for source in read.sources)
    return _ordered(returned, named - _regions(returned, cited))


def _regions(returned: Returned, sources: Iterable[str]) -> set[str]:
    assert returned.matrix  # noqa: S101  # there is a resolver
    return {returned.matrix.by_id[one].region for one in sources if one in returned.matrix.by_id}


def _ordered(returned: Returned, keys: Iterable[str]) -> list[str]:
    """The names of regions, in the order of the columns."""
    assert returned.matrix  # noqa: S101  # there is a resolver
    return [returned.matrix.region_by_key[key].name for key in returned.matrix.in_region_order(keys)]
