"""What ``drafter trace`` prints of where recommendations ended, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from drafter.cli import console
from drafter.cli.trace_asked import Asked
from drafter.model import Matrix, Recommendation, Region
from drafter.reading.tracing.decided import Differed, Link
from drafter.reading.tracing.outcome import Ended, Outcome
from drafter.reading.tracing.proposals import Proposals
from drafter.reading.tracing.traces import Answer
from drafter.text.words import capitalized, excerpt, shortened

_HOW = {Answer.FULL: "in full", Answer.PART: "in part", Answer.NOT_HERE: "not here"}
_SHOWN = (Ended.FULL, Ended.PART, Ended.NOWHERE)
_LONGEST_TITLE = 60
_LEAST_TITLE = 20
_NEAR = 3  # so many that may have been overlooked are told
_FIGURES = 7  # letters of “12/3/10”


def print_outcome(
    outcome: Outcome, asked: Asked, proposals: Proposals | None, count: int, *, called: str
) -> None:
    """Print what is asked, or the figures and what they leave out.

    Args:
        outcome: What the trace says.
        asked: See ``Asked``.
        proposals: What is near by words; None where neither is asked for.
        count: How many are proposed.
        called: How the user named the text, for what to do next.
    """
    for region in asked.regions:
        _print_counts(outcome, outcome.matrix.region_by_key[region])
    if asked.regions:
        console.show("")
    for given in asked.ids:
        _print_recommendation(outcome, given, proposals, count)
    for key in asked.paragraphs:
        _print_paragraph(outcome, key, asked, proposals, count)
    if not (asked.ids or asked.paragraphs):
        _print_figures(outcome)
    console.message(f"{outcome.adopted.name}: {outcome.trace.who_read}")
    if not outcome.trace.is_read:
        console.message("What is proposed counts for nothing until a person has read it.")
    elif not (asked.ids or asked.paragraphs):
        name = console.quoted(called)
        first = outcome.matrix.recommendations[0].id
        console.message(
            f"Next: drafter trace {name} --recommendation {first}, or --paragraph 1, or --region KEY"
        )


def whose(matrix: Matrix, item: Recommendation) -> str:
    """The meetings that a recommendation is of, and where it stands: it is never a region's own wish."""
    regions = (matrix.region_by_key[key] for key in item.regions)
    return f"{', '.join(one.meeting or one.name for one in regions)}, {item.citation.printed}"


def _who_is_behind(matrix: Matrix) -> str:
    """How many meetings can stand behind a paragraph; or what the regions are, where none is named."""
    words = console.region_words(matrix)
    if any(region.meeting for region in matrix.regions):
        words = ("meeting", "meetings")
    return console.plural(len(matrix.regions), words[0], words[1])


def _print_recommendation(outcome: Outcome, given: str, proposals: Proposals | None, count: int) -> None:
    item = outcome.matrix.by_id[given]
    console.heading(f"{given}  {whose(outcome.matrix, item)}")
    console.show(console.wrap(item.text, 4))
    ended = outcome.ended[given]
    for link in outcome.links_of(given):
        paragraph = outcome.adopted.by_key[link.paragraph]
        where = f"{_HOW[link.kind]} in {paragraph.printed}"
        console.show(console.wrap(f"{where}{_words(link, paragraph.text)}", 2, hang=4))
        _print_who(outcome, link)
    if ended is Ended.NOWHERE:
        readers = ", ".join(outcome.nowhere_by(given))
        console.show(console.wrap(f"in no paragraph{f' (read so by {readers})' if readers else ''}", 2))
        if given in outcome.nowhere_as_guidance():
            said = "by its words it says how the text should be made, or its meeting held"
            console.show(console.wrap(said, 6))
    for said, differences in (
        ("not in", outcome.not_here_of(given)),
        ("undecided whether it is in", outcome.open_of(given)),
    ):
        for question in differences:
            paragraph = outcome.adopted.by_key[question.paragraph]
            console.show(console.wrap(f"{said} {paragraph.printed}: {excerpt(paragraph.text)}", 2, hang=4))
            _print_who(outcome, question)
    if given in outcome.unread and proposals:
        console.show(console.wrap("not read; by words it may be in:", 2))
        for key, score in proposals.paragraphs_for(given, count):
            paragraph = outcome.adopted.by_key[key]
            console.show(console.wrap(f"{paragraph.printed} ({score:.2f}): {paragraph.text}", 4, hang=4))
    elif proposals:
        known = {one.paragraph for one in outcome.named(recommendation=given)}
        near = [key for key, _ in proposals.paragraphs_for(given, len(known) + _NEAR)]
        _print_near({key: outcome.adopted.by_key[key].text for key in near}, known)
    console.show("")


def _print_near(texts: Mapping[str, str], known: Collection[str]) -> None:
    """What may have been overlooked, by words alone: of each its name and its text, the nearest first."""
    if near := [key for key in texts if key not in known][:_NEAR]:
        console.show(console.wrap("near by words alone, and named by no reader:", 2))
        for key in near:
            console.show(console.wrap(f"{key}  {excerpt(texts[key])}", 4, hang=4))


def _words(link: Link, whole: str) -> str:
    """The words that carry a recommendation, as far as a reader named them; in full within all of them."""
    if not link.stretch:
        return f": {whole}"
    return f" (“{link.stretch}”): {whole}" if link.kind is Answer.FULL else f": “{link.stretch}”"


def _print_who(outcome: Outcome, one: Link | Differed) -> None:
    voices = outcome.voices(one)
    is_told = bool(one.said)  # that some said something else
    who = [_who("read", voices.read, is_told=is_told), _who("decided", voices.before, is_told=True)]
    last = "then decided" if voices.before else "decided" if is_told else "confirmed"
    who.append(_who(last, voices.decided, is_told=is_told))
    said = ". ".join(filter(None, ["; ".join(filter(None, who)), one.note]))
    if said:
        console.show(console.wrap(f"({said})", 6, hang=1))


def _who(did: str, voices: Mapping[Answer, Sequence[str]], *, is_told: bool) -> str:
    """“read as in full by A, as in part by B”; “read by A, B” where all said the same."""
    if not voices:
        return ""
    if not is_told:
        return f"{did} by {', '.join(name for names in voices.values() for name in names)}"
    said = [f"as {_HOW[answer]} by {', '.join(names)}" for answer, names in voices.items()]
    return f"{did} {', '.join(said)}"


def _print_paragraph(
    outcome: Outcome, key: str, asked: Asked, proposals: Proposals | None, count: int
) -> None:
    paragraph = outcome.adopted.by_key[key]
    under = f"  ({' › '.join(paragraph.headings)})" if paragraph.headings else ""
    console.heading(f"{capitalized(paragraph.printed)}{under}")
    console.show(console.wrap(paragraph.text, 4))
    every = outcome.links_in(key)
    links = [one for one in every if asked.has(one)]
    meetings = outcome.meetings_behind(key)
    if meetings:
        named = ", ".join(outcome.matrix.region_by_key[region].name for region in meetings)
        said = f"{len(meetings)} of {_who_is_behind(outcome.matrix)}"
        thin = outcome.in_part_only(key)
        only = f", {_in_part_only(outcome.matrix, thin, len(meetings))}" if thin else ""
        console.show(console.wrap(f"Behind it: {said} ({named}){only}", 2, hang=2))
    _print_links(outcome, links, len(every) - len(links))
    if not outcome.trace.is_read:
        _print_proposed(outcome, key, proposals, count)
    elif not every:
        console.show(console.wrap("No reader named a recommendation that it comes from.", 2, hang=2))
    elif not links:
        console.show(console.wrap("None of those that you asked about is behind it.", 2, hang=2))
    if outcome.trace.is_read:
        _print_rest(outcome, key, is_behind=bool(every))
    for question in outcome.not_here_in(key):
        if asked.within is None or question.recommendation in asked.within:
            item = outcome.matrix.by_id[question.recommendation]
            head = f"not behind it: {item.id}  {whose(outcome.matrix, item)}: {excerpt(item.text)}"
            console.show(console.wrap(head, 2, hang=4))
            _print_who(outcome, question)
    if outcome.trace.is_read and proposals and asked.within is None:
        known = {one.recommendation for one in outcome.named(paragraph=key)}
        near = [given for given, _ in proposals.recommendations_for(key, len(known) + _NEAR)]
        _print_near({given: outcome.matrix.by_id[given].text for given in near}, known)
    console.show("")


def _print_links(outcome: Outcome, links: Sequence[Link], others: int) -> None:
    """The recommendations behind a paragraph, with what readers differed on; others were not asked for."""
    if links and others:
        told = console.plural(others, "other is", "others are")
        console.show(console.wrap(f"Those that you asked about; {told} left out here:", 2, hang=2))
    for link in links:
        item = outcome.matrix.by_id[link.recommendation]
        stretch = f" (“{link.stretch}”)" if link.stretch else ""
        head = f"{link.recommendation}  {whose(outcome.matrix, item)}, {_HOW[link.kind]}{stretch}:"
        console.show(console.wrap(head, 2, hang=2))
        console.show(console.wrap(item.text, 6))
        if link.said or link.note:
            _print_who(outcome, link)


def _print_rest(outcome: Outcome, key: str, *, is_behind: bool) -> None:
    """The words that no reader marked, and the documents that they are of."""
    rest = outcome.rest_of(key)
    for one in rest:
        if one.document:
            console.show(console.wrap(f"{one.document}: “{one.words}”", 2, hang=2))
    others = " … ".join(f"“{one.words}”" for one in rest if not one.document)
    if others and is_behind:
        said = "another wording may mean the same, and stand behind it"
        console.show(console.wrap(f"Marked by no reader: {others} ({said})", 2, hang=2))


def _in_part_only(matrix: Matrix, thin: Sequence[str], count: int) -> str:
    """“of which 2 in part only (Africa, Europe)”, “all in part only”."""
    if len(thin) == count:
        return "all in part only" if count > 1 else "in part only"
    named = ", ".join(matrix.region_by_key[region].name for region in thin)
    return f"of which {len(thin)} in part only ({named})"


def _print_proposed(outcome: Outcome, key: str, proposals: Proposals | None, count: int) -> None:
    """By words, where nobody has read."""
    if proposals:
        console.show(console.wrap("not read; by words these may be behind it:", 2))
        for given, score in proposals.recommendations_for(key, count):
            item = outcome.matrix.by_id[given]
            console.show(
                console.wrap(f"{given} ({score:.2f})  {whose(outcome.matrix, item)}: {item.text}", 4, hang=2)
            )


# Figures


def _print_figures(outcome: Outcome) -> None:
    matrix = outcome.matrix
    console.heading(f"Where the recommendations of {matrix.name} ended in {outcome.adopted.name}")
    several = console.region_words(matrix)[1]
    ids = [item.id for item in matrix.recommendations]
    console.show(console.wrap(f"All {len(ids)}: {in_words(outcome.counts(ids))}", 2))
    for region in matrix.regions:
        _print_counts(outcome, region, 2)
    console.show("")
    undecided = "+not read or not decided" if outcome.counts(ids)[Ended.OPEN] else ""
    console.heading(f"By theme and {console.region_words(matrix)[0]}: in full/in part/nowhere{undecided}")
    _print_themes(outcome)
    _print_list(
        "In no paragraph",
        [f"{one.id}  {whose(matrix, one)}: {excerpt(one.text)}" for one in outcome.nowhere()],
    )
    about = outcome.nowhere_as_guidance()
    if about:
        say = "says" if len(about) == 1 else "say"
        said = (
            f"Of these, by their words, {len(about)} {say} how the text should be made, or its meeting held"
        )
        console.show(console.wrap(f"{said}: {', '.join(about)}", 2, hang=4))
    if outcome.trace.is_read:
        bare = [f"{one.printed}: {excerpt(one.text)}" for one in outcome.not_backed()]
        _print_list("Paragraphs behind which no recommendation stands", bare)
    differences = [f"{one.recommendation} and paragraph {one.paragraph}" for one in outcome.trace.open]
    _print_list("Readers differ, and nobody has decided", differences)
    if disputed := outcome.trace.disputed:
        count = len(outcome.trace.links)
        console.message(f"Readers differed on {disputed} of the {count} links; what was decided counts.")
    console.message(f"A recommendation of several themes or {several} is counted under each.")


def _print_counts(outcome: Outcome, region: Region, indent: int = 0) -> None:
    own = [item.id for item in outcome.of_region(region.key)]
    said = f"{region.meeting or region.name}: {in_words(outcome.counts(own))}"
    console.show(console.wrap(said, indent, hang=2))


def _print_themes(outcome: Outcome) -> None:
    """The grid; one column for all where there are too many regions for the terminal."""
    matrix = outcome.matrix
    columns = [(region.key, max(len(region.key), _FIGURES)) for region in matrix.regions]
    is_wide = sum(width + 2 for _, width in columns) + _LEAST_TITLE > console.width()
    if is_wide:
        columns = [("all", _FIGURES)]
    heads = "  ".join(key.rjust(width) for key, width in columns)
    console.show(f"  {heads}  theme")
    for theme in matrix.themes:
        cells = matrix.cells[theme.id]
        if not cells:
            continue
        every = {given for ids in cells.values() for given in ids}
        shown = "  ".join(
            figure(outcome.counts(every if is_wide else cells.get(key, ()))).rjust(width)
            for key, width in columns
        )
        console.show(f"  {shown}  {shortened(theme.title, _LONGEST_TITLE) or theme.id}")


def _print_list(title: str, lines: Sequence[str]) -> None:
    if lines:
        console.show("")
        console.heading(f"{title} ({len(lines)})")
        for line in lines:
            console.show(console.wrap(line, 2, hang=4))


def in_words(counts: Counter[Ended]) -> str:
    """“12 in full, 20 in part, 3 nowhere”, and what is not decided."""
    said = f"{counts[Ended.FULL]} in full, {counts[Ended.PART]} in part, {counts[Ended.NOWHERE]} nowhere"
    return said + (f", {counts[Ended.OPEN]} not read or not decided" if counts[Ended.OPEN] else "")


def figure(counts: Counter[Ended]) -> str:
    """A cell of the grid: “2/1/0”, and “+1” for what is not decided; nothing where there is nothing."""
    if not counts.total():
        return ""
    said = "/".join(str(counts[one]) for one in _SHOWN)
    return said + (f"+{counts[Ended.OPEN]}" if counts[Ended.OPEN] else "")
