"""Faults of words: a clause reworded away from its sources, or weakened or firmed up."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from drafter.check.basis import Basis, ReadLine
from drafter.check.finding import Finding, ShownText
from drafter.check.regions import unbacked_regions
from drafter.form.glossary import load_glossary
from drafter.matrix.strength import count_firm_words, count_hedges, strength_words
from drafter.problems import Severity
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


def wording_findings(basis: Basis) -> Iterator[Finding]:
    """Every fault of the clauses' words, line by line."""
    for line in basis.lines:
        if not line.printed or line.line.is_copy:
            continue
        before, now = words_of(line.printed_text), words_of(line.text)
        if before == now or _is_the_same(line.printed_text, line.text):
            continue
        if _is_replaced(before, now):
            yield _replaced(basis, line)
            continue
        yield from (finding for _, finding in _strength(line))
        said = unbacked_regions(basis, line)
        yield from _reworded(basis, line, before, now, said)


def _is_replaced(before: Sequence[str], now: Sequence[str]) -> bool:
    """Whether a text has another's place: next to none of its weightier words are left."""
    weighty = {stem(word) for word in before if word not in _LIGHT}
    come = {stem(word) for word in now if word not in _LIGHT}
    return min(len(weighty), len(come)) > 1 and len(weighty & come) < _LEAST_OF_IT * len(weighty)


def _replaced(basis: Basis, line: ReadLine) -> Finding:
    name = f"the text of {line.line.label}" if line.line.label else "its text"
    numbers = line.numbers
    theirs = f"footnote{'s' if len(numbers) > 1 else ''} {' and '.join(map(str, numbers))}"
    belong = f"; its {theirs} belong{'' if len(numbers) > 1 else 's'} to the old text" if numbers else ""
    sources = [one for one in line.sources if basis.matrix and one in basis.matrix.by_id]
    return line.finding(
        "reworded",
        Severity.ERROR,
        f"{name} was replaced{belong}",
        "Compare the texts; put the old one back, or cite what the new one comes from.",
        notes=numbers,
        sources=line.sources,
        texts=[*_texts(line), *map(basis.source_text, sources)],
    )


def _is_the_same(printed: str, text: str) -> bool:
    """Whether two texts have the same words, but for abbreviations and for hyphens inside a word.

    Letters are not compared across words: "nowhere" is not "now here".
    """
    one, other = (unicodedata.normalize("NFC", load_glossary().shortened(each)) for each in (printed, text))
    return words_of(one) == words_of(other) or words_of(_HYPHEN.sub("", one)) == words_of(
        _HYPHEN.sub("", other)
    )


def _strength(line: ReadLine) -> Iterator[tuple[str, Finding]]:
    """Hedges and firm words that came or went, each with what is wrong with it."""
    old, new = line.printed_text, line.text
    for count, kind, lost_is_worse in ((count_hedges, "hedge", True), (count_firm_words, "firm word", False)):
        before, now = count(old), count(new)
        for changed, is_lost in ((before - now, True), (now - before, False)):
            for word in changed:
                is_worse = is_lost is lost_is_worse
                finding = line.finding(
                    "strength-changed",
                    Severity.ERROR if is_worse else Severity.WARNING,
                    f"the {kind} “{word}” {'is gone' if is_lost else 'has come in'}: the clause is "
                    + ("stronger" if is_worse else "weaker")
                    + " than its sources",
                    "Put it back, or have the change agreed."
                    if is_lost
                    else "Take it out, or have it agreed.",
                    notes=line.numbers,
                    texts=_texts(line),
                )
                yield word, finding


def _reworded(
    basis: Basis, line: ReadLine, before: Sequence[str], now: Sequence[str], regions: Sequence[str]
) -> Iterator[Finding]:
    """Every change of words or of their order that is not said already as one of strength or of a region."""
    gone, come = _difference(before, now)
    lost, added = _said(line, regions)
    if not _less(gone, lost) and not _less(come, added):
        return
    said = lost | added
    moved = Counter(gone) & Counter(come)
    went, new = _less(gone, moved), _less(come, moved)
    light = _LIGHT | strength_words() | set(said)
    sources = [basis.matrix.by_id[one] for one in line.sources if basis.matrix and one in basis.matrix.by_id]
    of_sources = {stem(word) for item in sources for text in item.wordings for word in words_of(text)}
    of_sources |= {stem(word) for word in before}
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
    if not parts:
        parts = [f"its words stand in another order: {_list(list(moved))}"]
    yield line.finding(
        "reworded",
        Severity.ERROR if is_another else Severity.WARNING,
        ("reworded beyond what its sources say; " if is_another else "reworded; ") + "; ".join(parts),
        "Compare it with its sources; if the words are agreed, write them into the selection (wording).",
        notes=line.numbers,
        sources=line.sources,
        texts=[*_texts(line), *(basis.source_text(item.id) for item in sources)],
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
