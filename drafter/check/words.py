"""Faults of words: of clauses, of footnotes, and words that Word shows otherwise than they are read.

A clause is reworded away from its sources, weakened or firmed up, or names other regions.

A citation resolves by the region's name and the paragraph. A footnote says more: the report's symbol, the
meeting's place, and whatever somebody typed beside it. "A/CONF.234/RPM.4/1" for "RPM.3/1" sends a reader to
another report, "annex, para. 62 (d)" to another paragraph; both lead to the same recommendation here.
People may cite in their own words and say less; what they add is to be looked at. What is hidden, struck
through, set from right to left or drawn as a picture reads otherwise on paper than in the file: nobody can
say of it that it is as drafted.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from drafter.check.finding import Finding, ShownText, finding, source_texts
from drafter.docx.reader import Note
from drafter.docx.runs import NotAsShown
from drafter.form.forms import load_glossary
from drafter.matrix.kinds import count_firm_words, count_hedges, strength_words
from drafter.returned.document import ReadLine, ReadNote, Returned
from drafter.text import excerpt, stem, words_of

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

# A symbol is one word: "A/CONF.234/RPM.3/1".
_NAME = re.compile(r"[^\W_]+(?:[./'’-][^\W_]+)*")
_MARKS = re.compile(r"[\s.,;:()\[\]“”\"‘’'–—¶§&/-]+")
# The words of which citations are made, in any report's name.
_OF_CITATIONS = frozenset(
    "a also and at cf for from in meeting of para paragraph paragraphs paras preparatory regional report "
    "reports see the".split()
)
_SEE_ALSO = re.compile(r"(?:see(?:\s+also)?|cf\.?)\s+(?:the\s+)?", re.IGNORECASE)
_MOST_UNREADABLE = 3


def wording_findings(returned: Returned) -> Iterator[Finding]:
    """Every fault of the clauses' words, line by line."""
    for line in returned.lines:
        if not line.printed or line.line.is_copy:
            continue
        before, now = words_of(line.printed_text), words_of(line.text)
        if before == now or _is_the_same(line.printed_text, line.text):
            continue
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
    return min(len(weighty), len(come)) > 1 and len(weighty & come) < _LEAST_OF_IT * len(weighty)


def _about(returned: Returned, line: ReadLine, key: str, **facts: object) -> Finding:
    """A fault of words, with the two wordings and the sources."""
    texts = [*_texts(line), *source_texts(returned, line.sources)]
    return finding(line, key, notes=line.numbers, sources=line.sources, texts=texts, **facts)


def _texts(line: ReadLine) -> list[ShownText]:
    return [ShownText("As drafted", line.printed_text), ShownText("As it stands", line.text)]


def _is_the_same(printed: str, text: str) -> bool:
    """Whether two texts have the same words, but for abbreviations and for hyphens inside a word.

    Letters are not compared across words: "nowhere" is not "now here".
    """
    one, other = (unicodedata.normalize("NFC", load_glossary().shortened(each)) for each in (printed, text))
    return words_of(one) == words_of(other) or words_of(_HYPHEN.sub("", one)) == words_of(
        _HYPHEN.sub("", other)
    )


def _changes_of_strength(line: ReadLine) -> Iterator[tuple[str, Counter[str], Counter[str]]]:
    """The hedges and then the firm words that went, and those that came."""
    for kind, count in (("hedge", count_hedges), ("firm word", count_firm_words)):
        before, now = count(line.printed_text), count(line.text)
        yield kind, before - now, now - before


def _strength(line: ReadLine) -> Iterator[Finding]:
    """Hedges and firm words that came or went."""
    texts = _texts(line)
    for kind, went, came in _changes_of_strength(line):
        without, with_it = ("stronger", "weaker") if kind == "hedge" else ("weaker", "stronger")
        said = [*((f"gone-{without}", word) for word in went), *((f"come-{with_it}", word) for word in came)]
        for way, word in said:
            key = f"strength-changed/{way}"
            yield finding(line, key, notes=line.numbers, texts=texts, kind=kind, word=word)


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
    known = returned.matrix.by_id
    texts = [text for one in line.sources if one in known for text in known[one].wordings]
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
    said = "; ".join(parts) or f"its words stand in another order: {_list(list(moved))}"
    yield _about(returned, line, "reworded/beyond" if is_another else "reworded", parts=said)


def _said(line: ReadLine, regions: Sequence[str]) -> tuple[Counter[str], Counter[str]]:
    """The single words that other findings say went, and those that they say came in, with their counts."""
    lost: list[str] = []
    added = [word for name in regions for word in words_of(name)]
    for _, went, came in _changes_of_strength(line):
        lost += [word for phrase in went.elements() for word in words_of(phrase)]
        added += [word for phrase in came.elements() for word in words_of(phrase)]
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
        if returned.is_clean or line.line.is_copy:
            continue
        if line.line.support:
            yield from _support(returned, line)
        for name in unbacked_regions(returned, line):
            yield finding(line, "support-without-footnote/words", notes=line.numbers, name=name)


def _words_among_regions(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    """Words that name no region in the style that does: new text takes on the style it is typed after."""
    for one in (line.line, *line.rests):
        left = one.support
        for mention in reversed(returned.resolver.mentions(left)):
            left = f"{left[: mention.start]} {left[mention.end :]}"
        words = [word for word in words_of(_IN_DIFFERENT_WORDS.sub(" ", left)) if word not in _JOINING]
        if words:
            drafted = " ".join(printed.support.strip() for printed in line.printed)
            texts = [ShownText("As drafted", drafted), ShownText("As it stands", one.support)]
            key, named = "reworded/regions", " ".join(words)
            yield finding(line, key, notes=line.numbers, sources=line.sources, texts=texts, words=named)


def _support(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    found = Counter(source for _, source in line.cited)
    expected = Counter(source for printed in line.printed for source in printed.cited)
    named = set(returned.resolver.regions_named(line.line.support))
    backed = regions_of(returned, found)
    if expected:
        # What a lost or an added footnote explains is said there.
        named -= regions_of(returned, expected - found) - backed
        backed -= regions_of(returned, found - expected) - named
    for key, keys in (
        ("support-without-footnote", named - backed),
        ("footnote-without-support", backed - named),
    ):
        for name in names_of_regions(returned, keys):
            yield finding(line, key, notes=line.numbers, name=name)


def unbacked_regions(returned: Returned, line: ReadLine) -> list[str]:
    """Names of regions that a line's words name now, did not when drafted, and that no footnote backs."""
    if returned.is_clean or not line.printed or line.text == line.printed_text:
        return []
    resolver = returned.resolver
    named = resolver.regions_named(line.text) - resolver.regions_named(line.printed_text)
    return names_of_regions(returned, named - regions_of(returned, (source for _, source in line.cited)))


def regions_of(returned: Returned, sources: Iterable[str]) -> set[str]:
    """The keys of the regions whose reports have these recommendations."""
    return {returned.matrix.by_id[one].region for one in sources if one in returned.matrix.by_id}


def names_of_regions(returned: Returned, keys: Iterable[str]) -> list[str]:
    """The names of regions, in the order of the columns."""
    return [returned.matrix.region_by_key[key].name for key in returned.matrix.in_region_order(keys)]


# What footnotes say, and what is shown otherwise


def reworded_findings(returned: Returned) -> Iterator[Finding]:
    """Footnotes that still lead to a paragraph, and name a report or say something that is not its own."""
    for line in returned.lines:
        for read in line.notes:
            strange = words_not_drafted(returned, read)
            if strange:
                drafted = [known[:1] for known in _printed_for(returned, read)]
                texts = [ShownText("As it was drafted", one) for known in drafted for one in known]
                yield finding(
                    line,
                    "footnote-reworded",
                    notes=[read.note.number],
                    sources=dict.fromkeys(read.sources),
                    texts=[ShownText("The footnote", read.note.text), *texts],
                    words=excerpt(strange),
                    names=" and ".join(dict.fromkeys(map(returned.name, read.sources))),
                )


def _printed_for(returned: Returned, read: ReadNote) -> list[tuple[str, ...]]:
    """For each source of a footnote the texts of its footnotes as drafter printed them."""
    return [returned.printed_notes.get(source, ()) for source in read.sources]


def as_printed(returned: Returned, note: Note, source: str) -> str:
    """A footnote's text; of those that drafter printed for a source the first, as they are the same."""
    known = returned.printed_notes.get(source, ())
    return known[0] if note.text in known else note.text


def words_not_drafted(returned: Returned, read: ReadNote) -> str:
    """What a footnote says that neither drafter printed nor its report is called; empty where nothing.

    Args:
        returned: The returned draft.
        read: The footnote. One with a citation that leads nowhere is told as that: it has no such words.
    """
    if not read.sources or any(not one.source for one in read.cited):
        return ""
    text = read.note.text
    if any(text in known for known in _printed_for(returned, read)):
        return ""
    known = _OF_CITATIONS | {word.casefold() for one in _names(returned, read) for word in _NAME.findall(one)}
    rest = list(text)
    regions = {one.regions[0] for one in read.cited if len(one.regions) == 1}
    regions |= {returned.matrix.by_id[source].region for source in read.sources}
    spans = [one.at for one in read.cited]
    spans += [
        (one.start, one.end)
        for one in returned.resolver.mentions(text)
        if one.is_name and one.regions & regions
    ]
    for start, end in spans:
        rest[start:end] = " " * (end - start)
    strange = [
        match[0]
        for match in re.finditer(rf"{_NAME.pattern}|{_MARKS.pattern}|.", "".join(rest))
        if match[0].casefold() not in known and not _MARKS.fullmatch(match[0])
    ]
    return " ".join(word if word.isprintable() else f"U+{ord(word[0]):04X}" for word in strange)


def _names(returned: Returned, read: ReadNote) -> Iterable[str]:
    """All that the reports of a footnote's sources are called."""
    for source in read.sources:
        region = returned.matrix.region_by_key[returned.matrix.by_id[source].region]
        yield from filter(None, (region.name, region.meeting, region.place, region.symbol))
        yield from returned.printed_notes.get(source, ())


def differing_findings(returned: Returned) -> Iterator[Finding]:
    """Two footnotes to one paragraph in different words."""
    first: dict[str, str] = {}
    for line in returned.lines:
        for read in line.notes:
            if len(read.cited) != 1 or not read.sources:
                continue
            source = read.sources[0]
            text = as_printed(returned, read.note, source)
            if without_see_also(first.setdefault(source, text)) != without_see_also(text):
                texts = [ShownText("Here", text), ShownText("Elsewhere", first[source])]
                notes, name = [read.note.number], returned.name(source)
                yield finding(
                    line, "footnotes-differ", notes=notes, sources=[source], texts=texts, source=name
                )


def without_see_also(text: str) -> str:
    """A footnote's words without the "see also" before them."""
    return _SEE_ALSO.sub("", " ".join(text.split())).casefold()


def unreadable_findings(returned: Returned, *, with_signs: bool = True) -> Iterator[Finding]:
    """One for each line, and for each of its footnotes, with anything that is shown otherwise.

    Args:
        returned: The returned draft.
        with_signs: Whether signs in the words of clauses that nobody sees count.
    """
    for line in returned.lines:
        parts = (line.line, *line.rests)
        own = [one for part in parts for one in part.paragraph.unreadable if with_signs or not one.signs]
        if said := described(own, line.printed_text):
            yield finding(line, "unreadable-text", said=said)
        for read in line.notes:
            drafted = " ".join(chain.from_iterable(_printed_for(returned, read)))
            if said := described(read.note.unreadable, drafted):
                notes, sources = [read.note.number], dict.fromkeys(read.sources)
                yield finding(line, "unreadable-text/footnote", notes=notes, sources=sources, said=said)


def described(several: Iterable[NotAsShown], drafted: str) -> str:
    """What is shown otherwise, in words; signs that drafter itself wrote do not count."""
    found = dict.fromkeys(
        f"“{excerpt(one.text)}” is {one.how}" if one.text.strip() else f"there is {one.how}"
        for one in several
        if not (one.signs and all(sign in drafted for sign in one.signs))
    )
    return some_of(list(found), _MOST_UNREADABLE, "; ")
