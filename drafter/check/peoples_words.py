"""People's words: whose they are, what the sources that they cite say, and in what they differ from these.

Nobody but a person can judge whether a source supports them: each is a warning until somebody has, and an
error where they differ in something that can be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.check.content import differences, said_of
from drafter.check.finding import Finding, ShownText, finding, source_texts
from drafter.check.subject import strange_words
from drafter.check.words import differing_words, is_the_same
from drafter.draft.variant import Variant
from drafter.draft.wording import undo
from drafter.paper import Alternatives
from drafter.returned.document import ReadLine, Returned
from drafter.sign_off import Support, is_quoted

# What is said of words that people must judge.
PEOPLES = ("peoples-words", "reworded", "strength-changed", "unknown-clause")
# Of these, what a person who signs them has judged.
JUDGED = ("peoples-words", "reworded", "strength-changed")
# As of two texts of which one supports the other; see ``footnotes``.
_SUPPORTS = 0.2


def variants_of(line: ReadLine) -> list[Variant]:
    """The wordings that a line prints, where drafter made it."""
    clause, number = line.line.clause, line.line.version
    if clause is None or not line.printed:
        return []
    own = [one for place, one in enumerate(clause.variants) if clause.line_of(place) == number]
    return own[:1] if clause.printed_as is Alternatives.LEAD else own


def is_as_printed(line: ReadLine) -> bool:
    """Whether a line has the words that drafter printed there."""
    return is_the_same(line.printed_text, line.text)


def is_as_source(variant: Variant, texts: Sequence[str]) -> bool:
    """Whether a wording is one of some texts, word for word, once what was changed is undone."""
    original = undo(variant.text, variant.edits)
    return any(is_the_same(original, text) for text in texts)


def standing_support(returned: Returned, variant: Variant) -> Support | None:
    """Who says that a wording is supported, if that still holds for its words and texts as they are."""
    said = Support.of(variant.supported)
    texts = [next(iter(returned.texts_of(source)), "") for source in variant.sources]
    return said if said and said.holds_for(variant.text, texts) else None


def peoples_findings(returned: Returned) -> Iterator[Finding]:
    """People's words that nobody has judged yet, line by line."""
    for line in returned.lines if returned.has_matrix else ():
        if line.printed and not line.line.is_copy:
            yield from _of_line(returned, line)
        elif not line.printed and returned.document.draft is not None and line.cited:
            yield from _judged(returned, line, line.text, [source for _, source in line.cited])


def _of_line(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    is_edited, variants = not is_as_printed(line), variants_of(line)
    own = [one for one in variants if one.is_own]
    for one in own:
        # That words without a source were edited is told already.
        if is_edited and one.sources:
            yield from _judged(returned, line, line.text if len(variants) == 1 else one.text, one.sources)
        elif not is_edited and (said := standing_support(returned, one)):
            yield from _although(returned, line, one, said)
        elif not is_edited:
            is_proposed = bool(one.by) and not one.sources  # nobody signs that as supported
            way = "/proposed" if is_proposed else "/lapsed" if one.supported else ""
            is_compared = bool(one.by) and {*one.sources} <= {*one.cf}
            yield from _judged(returned, line, one.text, one.sources, way, is_compared=is_compared)


def _although(returned: Returned, line: ReadLine, variant: Variant, said: Support) -> Iterator[Finding]:
    """In what supported words differ from what they cite; who reads that they are must be able to see it."""
    texts = _texts(returned, variant.sources)
    found = () if any(is_quoted(variant.text, [one]) for one in texts) else differences(variant.text, texts)
    if found:
        shown = [ShownText("The words", variant.text), *source_texts(returned, variant.sources)]
        facts = {"by": said.by, "on": said.on, "parts": said_of(found)}
        yield _finding(line, "peoples-words/although", variant.sources, shown, **facts)


def _judged(
    returned: Returned,
    line: ReadLine,
    words: str,
    sources: Sequence[str],
    way: str = "",
    *,
    is_compared: bool = False,
) -> Iterator[Finding]:
    """What is found of some words, by what is cited behind them.

    A delegation can have its own words compared, “Cf.”, with what says something else: that is no error of
    the paper, which prints them as they were proposed.
    """
    cited = tuple(dict.fromkeys(sources))
    if not cited:
        yield finding(line, f"peoples-words{way or '/alone'}", notes=line.numbers)
        return
    unsaid = [source for source in cited if not is_quoted(words, returned.texts_of(source))]
    if not unsaid:
        return  # they are quoted
    known = [source for source in cited if returned.texts_of(source)]
    found = differences(words, _texts(returned, known)) if len(unsaid) == len(cited) else ()
    shared = [returned.likeness.shared_words(source, words) for source in known]
    is_apart = len(shared) == len(cited) > 0 and max(shared) < _SUPPORTS
    if is_apart and not line.printed:
        return  # that the footnote says something else is told already
    strange = strange_words(returned, words, known) if len(unsaid) == len(cited) else ()
    texts = [ShownText("The words", words), *source_texts(returned, known)]
    if not (found or is_apart or strange):
        # That drafter did not make a line is told already.
        if line.printed:
            parts = differing_words(words, _texts(returned, known))
            yield _finding(line, f"peoples-words{way}", unsaid, texts, parts=parts)
            yield from _unrelated(returned, line, words, [one for one in known if one in unsaid])
        return
    if is_apart:
        key = f"peoples-words/apart{'-compared' if is_compared else ''}"
        yield _finding(line, key, unsaid, texts, share=f"{max(shared):.0%}")
    else:
        yield _finding(line, "peoples-words/differ", unsaid, texts, parts=said_of(found, strange))


def _unrelated(returned: Returned, line: ReadLine, words: str, sources: Sequence[str]) -> Iterator[Finding]:
    """Of several sources, those with which words have next to nothing in common."""
    for source in sources if len(line.sources) > 1 else ():
        if (share := returned.likeness.shared_words(source, words)) < _SUPPORTS:
            number = next((read.note.number for read in line.notes if source in read.sources), 0)
            texts = [ShownText("The words", words), *source_texts(returned, [source])]
            facts = {"source": returned.name(source), "share": f"{share:.0%}"}
            where = f"footnote {number}" if number else "it"
            yield _finding(line, "peoples-words/unrelated", [source], texts, where=where, **facts)


def _finding(
    line: ReadLine, key: str, sources: Sequence[str], texts: Sequence[ShownText], **facts: object
) -> Finding:
    notes = [read.note.number for read in line.notes if set(read.sources) & set(sources)]
    return finding(line, key, notes=notes, sources=sources, texts=texts, **facts)


def _texts(returned: Returned, sources: Sequence[str]) -> list[str]:
    return [text for source in sources for text in returned.texts_of(source)]
