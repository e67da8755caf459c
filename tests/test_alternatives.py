"""How the words of several regions are printed: bis, inline and lead; who supports them; nothing softened."""

from __future__ import annotations

import functools
import re
import subprocess
from dataclasses import dataclass
from itertools import pairwise

import pytest
from factory import REGIONS, make_matrix, make_recommendation
from hypothesis import given
from hypothesis import strategies as st
from word_reading import (
    Paragraph,
    WordFile,
    annex_b,
    as_declared,
    cited,
    concordance,
    in_matrix_order,
    squeezed,
    unzip,
    w,
)

from drafter.docx.structure import structural_faults
from drafter.draft.compose import Options, compose
from drafter.draft.lines import InlinePart, interleave
from drafter.draft.model import Clause, MadeFrom
from drafter.form.forms import load_form
from drafter.matrix.criteria import Criteria, select
from drafter.matrix.kinds import count_hedges
from drafter.model import Concordance, Entry, Kind
from tools import KYOTO_FORM, LONGEST_RUN, docx_integrity, drafter_here, open_xml_validator

WAYS = ("bis", "inline", "lead")
# The guidance among the shared recommendations of Annex B: it speaks of the Congress or of the declaration.
GUIDANCE = (
    "negotiation-before-the-congress",
    "strong-political-message",
    "building-on-the-doha-declaration",
    "focus-on-most-urgent-threats",
    "declaration-on-partnerships",
)


# Annex B, as drafter drafts it


@functools.cache
def drafted(way: str, *options: str) -> WordFile:
    """The Word draft of all that two regions share, printed in one of the ways."""
    run = drafter_here("draft", "--alternatives", way, *options, "-o", "-")
    assert run.returncode == 0, run.stderr.decode()
    return WordFile(run.stdout)


@pytest.fixture(scope="module", params=WAYS)
def way(request):
    return request.param


def bookmark_of(entry: str) -> str:
    return "clause_" + entry.replace("-", "_")


def members_of(entry: str) -> list[str]:
    return in_matrix_order(concordance()[entry]["members"])


def text_of(source: str) -> str:
    return annex_b().sources[source].text


def closed(source: str) -> str:
    """A source's text as a clause that is not the last ends it."""
    return text_of(source).rstrip(".; ") + ";"


def wordings(word: WordFile, entry: str) -> list[Paragraph]:
    return word.clauses[bookmark_of(entry)]


def said(paragraph: Paragraph) -> str:
    """What a paragraph says, without its number."""
    return paragraph.text.rpartition("\t")[2]


@dataclass
class Bit:
    """A stretch of a printed paragraph: its words, the sources cited behind it, and whether it is support."""

    text: str
    sources: list[str]
    is_support: bool = False


def bits(word: WordFile, entry: str) -> list[list[Bit]]:
    """The paragraphs of a clause, each as the stretches that footnote marks end, read from the XML."""
    elements = iter(word.body.findall(w("p")))
    found: list[list[Bit]] = []
    for element in elements:
        mark = element.find(w("bookmarkStart"))
        if mark is not None and mark.get(w("name")) == bookmark_of(entry):
            found.append(_bits(word, element))
            break
    for element in elements:
        style = element.find(f"{w('pPr')}/{w('pStyle')}")
        if style is None or style.get(w("val")) != "AltTxt":
            break
        found.append(_bits(word, element))
    return found


def _bits(word: WordFile, element) -> list[Bit]:
    found: list[Bit] = []
    for run in element.iter(w("r")):
        style = run.find(f"{w('rPr')}/{w('rStyle')}")
        style_id = "" if style is None else style.get(w("val"))
        mark = run.find(w("footnoteReference"))
        text = "".join(t.text or "" for t in run.iter(w("t")))
        if run.find(w("commentReference")) is not None:
            continue  # the mark of a remark, which prints nothing
        if mark is not None:
            found[-1].sources.append(cited(word.notes[int(mark.get(w("id")))]))
        elif style_id == "FootnoteReference":
            assert text == ", ", "only a comma stands between two marks"
        elif style_id == "Support":
            found.append(Bit(text, [], is_support=True))
        elif found and not found[-1].sources and not found[-1].is_support:
            found[-1].text += text
        else:
            found.append(Bit(text, []))
    return found


# The words of one region, read out of a text with brackets


_BRACKETED = re.compile(r"\[([^\[\]]*)\]")


def readings(line: list[Bit], sources: list[str]) -> dict[str, str]:
    """What each source says in a line with brackets: its own stretches and what all have in common.

    A stretch in brackets belongs to the sources that are cited right behind it.
    """
    read = dict.fromkeys(sources, "")
    for bit in line:
        if bit.is_support:
            continue
        text = bit.text
        found = list(_BRACKETED.finditer(text))
        if not found:
            read = {source: f"{one} {text}" for source, one in read.items()}
            continue
        assert len(found) == 1, f"two stretches in brackets share their marks: {text}"
        before, inside, after = text[: found[0].start()], found[0][1], text[found[0].end() :]
        read = {
            source: f"{one} {before} {inside if source in bit.sources else ''}{after}"
            for source, one in read.items()
        }
    return {source: squeezed(one).replace(" ;", ";").replace(" .", ".") for source, one in read.items()}


# bis


def test_the_lead_keeps_the_number_and_the_others_follow_as_bis_and_ter_with_their_own_footnotes():
    word = drafted("bis")
    number = [p.bookmark for p in word.styled("SingleTxt")].index(bookmark_of("legal-aid")) + 1
    lead, bis, ter = wordings(word, "legal-aid")

    assert [p.style for p in (lead, bis, ter)] == ["SingleTxt", "AltTxt", "AltTxt"]
    assert lead.text == f"[{closed('wa-42a')}]"
    assert bis.text == f"{number} bis.\t[{closed('ap-44g')}]"
    assert ter.text == f"{number} ter.\t[{closed('af-45g')}]"
    assert [word.sources_of(p) for p in (lead, bis, ter)] == [["wa-42a"], ["ap-44g"], ["af-45g"]]


def test_bis_stands_behind_a_field_that_follows_words_numbering():
    word = drafted("bis")
    number = [p.bookmark for p in word.styled("SingleTxt")].index(bookmark_of("legal-aid")) + 1
    lead, *others = wordings(word, "legal-aid")

    assert lead.fields == []
    for paragraph in others:
        ((instruction, shown),) = paragraph.fields
        assert instruction.split() == ["REF", bookmark_of("legal-aid"), r"\n", r"\h"]
        assert shown == str(number)
        assert paragraph.text.startswith(shown + " ")


def test_bis_is_how_it_is_done_where_nothing_is_asked_for():
    run = drafter_here("draft", "-o", "-")

    assert WordFile(run.stdout).parts["word/document.xml"] == drafted("bis").parts["word/document.xml"]


# Made-up matrices


@functools.cache
def form():
    return load_form(KYOTO_FORM)


def composed(
    *texts: str, lead: str | None = None, way: str = "bis", support: bool = False, more: str = ""
) -> Clause:
    """The clause of what the first regions say, one text each: ap-1a, lac-1a, wa-1a, af-1a, eu-1a.

    Args:
        texts: One for each region, in the order of the columns.
        lead: The lead that the concordance names.
        way: How the wordings are printed.
        support: Whether the regions are named.
        more: The text of one more recommendation of the last region, lac-9a, that stands alone.
    """
    ids = [f"{key}-1a" for key, _ in zip(REGIONS, texts, strict=False)]
    items = [make_recommendation(one, "item-3-i", text=text) for one, text in zip(ids, texts, strict=True)]
    if more:
        items.append(make_recommendation("lac-9a", "item-3-i", text=more))
    matrix = make_matrix(*items)
    entries = Concordance("made-up.yaml", (Entry("shared", tuple(ids), lead=lead),))
    draft = compose(
        matrix,
        select(matrix, entries, Criteria()),
        form(),
        MadeFrom("made-up", "", "made-up.yaml", "", "kyoto", "all recommendations", ()),
        Options(way, support=support),
    )
    return next(clause for clause in (*draft.clauses, *draft.guidance) if clause.id == "shared")


def printed(clause: Clause) -> list[tuple[str, list[str]]]:
    """The lines of a clause, each with the sources of its footnotes."""
    return [
        (line.text, [note.source for piece in line.stretches for note in piece.footnotes])
        for line in clause.lines
    ]


COMMISSION = "the Commission on Crime Prevention and Criminal Justice"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Promote the rule of law in schools.", "Promote the Rule of Law in Schools."),
        ("Prevent crime, at night, in cities.", "Prevent crime at night in cities"),
        ("Prevent crime at night: in cities.", "Prevent crime at night; in cities;"),
        ("Promote community-based policing.", "Promote community based policing."),
        ("Strengthen sub-regional networks.", "Strengthen subregional networks."),
        ("Strengthen cross-regional networks.", "Strengthen cross–regional networks."),
        ("Respect the rule of “law”.", 'Respect the rule of "law".'),
        (
            "Strengthen the role of the CCPCJ in this.",
            "Strengthen the role of the Commission on Crime Prevention and Criminal Justice in this.",
        ),
        (
            "Strengthen the role of the commission on crime prevention and criminal justice in this.",
            "Strengthen the role of the CCPCJ in this.",
        ),
        (
            "Implement the 2030 Agenda in every region.",
            "Implement the 2030 Agenda for Sustainable Development in every region.",
        ),
        (
            "Foster the technical assistance of UNODC in the region.",
            "Foster the technical assistance of the United Nations Office on Drugs and Crime in the region.",
        ),
        (
            "Strengthen the role of the CCPCJ in this.",
            "Strengthen the role of the Commission on Crime Prevention and Criminal Justice (CCPCJ) in this.",
        ),
    ],
    ids=[
        *("case", "commas", "other marks", "a hyphen", "a hyphen inside a word", "a dash", "quotation marks"),
        *("CCPCJ", "the name in small letters", "2030 Agenda", "UNODC and its article", "both in one text"),
    ],
)
def test_wordings_that_differ_only_in_form_are_one_text_with_both_footnotes(one, other, way):
    text = as_declared(one.rstrip(".;") + ".").replace("the CCPCJ", COMMISSION)

    assert printed(composed(one, other, way=way)) == [(text, ["ap-1a", "lac-1a"])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prevent crime in schools.", "Prevent crime in prisons."),
        ("Prevent crime in schools.", "Prevent crime in schools, where appropriate."),
        ("Ratify the convention.", "Consider ratifying the convention."),
        ("Strengthen the role of the CCPCJ.", "Strengthen the role of the Commission."),
        ("Prevent all crime.", "Prevent no crime."),
    ],
)
def test_wordings_that_differ_in_substance_stand_apart_each_in_brackets(one, other):
    spelt = one.replace("the CCPCJ", COMMISSION)

    assert printed(composed(one, other)) == [(f"[{spelt}]", ["ap-1a"]), (f"[{other}]", ["lac-1a"])]


def test_two_regions_of_one_text_and_a_third_of_another_make_two_wordings():
    assert printed(
        composed("Prevent crime at night.", "Prevent crime by day.", "Prevent Crime, at night")
    ) == [
        ("[Prevent crime at night.]", ["ap-1a", "wa-1a"]),
        ("[Prevent crime by day.]", ["lac-1a"]),
    ]


def test_a_text_that_several_regions_share_word_for_word_has_no_brackets(way):
    assert printed(composed(*["Prevent crime at night."] * 3, way=way)) == [
        ("Prevent crime at night.", ["ap-1a", "lac-1a", "wa-1a"])
    ]


# The lead


NEAR = (
    "Prevent crime in schools by teaching.",
    "Prevent crime in schools by teaching and by sport.",
    "Prevent crime in schools by teaching and by sport and by work.",
)


def test_the_lead_that_the_concordance_names_comes_first():
    assert [sources for _, sources in printed(composed(*NEAR, lead="wa-1a"))] == [
        ["wa-1a"],
        ["ap-1a"],
        ["lac-1a"],
    ]


def test_without_a_lead_the_wording_closest_to_the_others_comes_first():
    assert [sources for _, sources in printed(composed(*NEAR))] == [["lac-1a"], ["ap-1a"], ["wa-1a"]]


@pytest.mark.parametrize(
    "texts",
    [
        ("Prevent crime in schools.", "Prevent crime in prisons."),
        ("Prevent crime in schools.", "Prevent crime in prisons.", "Prevent crime in courts."),
        # Of two wordings neither is closer to the other than the other to it, however one counts.
        ("Teach, inform, defend, empower", "defend, inform, empower Teach,"),
        ("Teach, inform, defend, empower", "defend, inform, empower Teach,")[::-1],
    ],
)
def test_of_wordings_equally_close_the_first_in_the_matrix_leads(texts):
    assert printed(composed(*texts))[0][1] == ["ap-1a"]


def test_the_leads_own_text_is_printed_where_another_differs_from_it_only_in_form():
    clause = composed("Prevent Crime at night", "Prevent crime, at night.", lead="lac-1a")

    assert printed(clause) == [("Prevent crime, at night.", ["ap-1a", "lac-1a"])]


# inline: one text of several wordings


def shown(stretches: tuple[InlinePart, ...] | None, versions: int) -> str | None:
    """Stretches as they are printed."""
    if stretches is None:
        return None
    return " ".join(
        text if len(whose) == versions else f"[{text}]" for stretch in stretches for text, whose in stretch
    )


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        (
            (
                "Promote effective community policing in all large cities",
                "Promote effective action-oriented policing in all large cities",
            ),
            "Promote effective [community] [action-oriented] policing in all large cities",
        ),
        (
            (
                "Establish networks of practitioners against cybercrime",
                "Consider establishing networks of practitioners against cybercrime",
            ),
            "[Establish] [Consider establishing] networks of practitioners against cybercrime",
        ),
        (
            ("the role of the Commission in this", "Strengthen the role of the Commission in this"),
            "[Strengthen] the role of the Commission in this",
        ),
        (
            ("Strengthen the role of the Commission in this", "the role of the Commission in this"),
            "[Strengthen] the role of the Commission in this",
        ),
        (
            ("Provide training to all judges", "Provide training to all judges upon request"),
            "Provide training to all judges [upon request]",
        ),
        (
            ("Provide training to all judges upon request", "Provide training to all judges"),
            "Provide training to all judges [upon request]",
        ),
        (
            ("Provide free training to all judges", "Provide training to all judges"),
            "[Provide free] [Provide] training to all judges",
        ),
        (
            (
                "Increase access to justice at all stages of proceedings for children in the region",
                "Increase access to legal aid at all stages of proceedings for children in the region",
                "Increase access to justice at all stages of proceedings for women in the region",
            ),
            (
                "Increase access to [justice] [legal aid] at all stages of proceedings for [children] "
                "[women] in the region"
            ),
        ),
        (
            (
                "Increase access to justice for all in the region",
                "Increase access to fair justice for all in the region",
                "Increase access to swift justice for all in the region",
            ),
            "Increase access to [fair] [swift] justice for all in the region",
        ),
    ],
    ids=[
        *("another word", "another beginning", "inserted at the beginning", "left out at the beginning"),
        *("inserted at the end", "left out at the end", "no single word before a bracket"),
        *("three versions", "two insertions at one place"),
    ],
)
def test_what_differs_stands_in_brackets_side_by_side(versions, expected):
    assert shown(interleave(versions), len(versions)) == expected


def test_each_stretch_knows_which_versions_have_it():
    stretches = interleave(
        (
            "Increase access to justice at all stages of proceedings for children in the region",
            "Increase access to legal aid at all stages of proceedings for children in the region",
            "Increase access to justice at all stages of proceedings for women in the region",
        )
    )

    assert [stretch for stretch in stretches if len(stretch) > 1] == [
        (("justice", (0, 2)), ("legal aid", (1,))),
        (("children", (0, 1)), ("women", (2,))),
    ]


@pytest.mark.parametrize(
    "versions",
    [
        ("Ratify the conventions against corruption", "Train judges who work in prisons for the young"),
        (
            "Prevent crime",
            (
                "Prevent crime by all means that stand at the disposal of governments, of the United "
                "Nations, of civil society, of companies and of everybody who wants a safe society"
            ),
        ),
        (
            "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
            "One two 3 four five 6 seven eight 9 ten eleven 12 thirteen fourteen fifteen",
        ),
        (
            "Provide training to all judges and prosecutors",
            "Provide training to all judges and magistrates",
            "Explore ways and means of fighting corruption",
        ),
    ],
    ids=["nothing in common", "far more words", "too many brackets", "one of three far apart"],
)
def test_wordings_that_are_too_far_apart_make_no_one_text(versions):
    assert interleave(versions) is None


_WORDS = st.sampled_from(
    "Promote promote the of and crime, crime prevention; “law” UNODC’s community-based – states as "
    "appropriate upon request for in to".split()
)


@st.composite
def versions_of_a_text(draw):
    """A text and one to three others, each with a few words put in, left out or replaced."""
    lead = draw(st.lists(_WORDS, min_size=8, max_size=25))
    found = [lead]
    for _ in range(draw(st.integers(1, 3))):
        other = list(lead)
        for _ in range(draw(st.integers(0, 2))):
            start = draw(st.integers(0, len(other)))
            end = min(len(other), start + draw(st.integers(0, 2)))
            other[start:end] = draw(st.lists(_WORDS, max_size=3))
        found.append(other or lead)
    return [" ".join(words) for words in found]


@given(versions_of_a_text())
def test_each_version_can_be_read_back_from_the_one_text_word_for_word(versions):
    for number, version in enumerate(versions):
        stretches = interleave(versions)
        if stretches is not None:
            own = [text for stretch in stretches for text, whose in stretch if number in whose]
            assert " ".join(own) == version


@given(versions_of_a_text())
def test_only_what_differs_stands_in_brackets_and_no_version_has_two_stretches_at_one_place(versions):
    everyone = set(range(len(versions)))
    stretches = interleave(versions) or ()
    kinds = [len(stretch) == 1 and set(stretch[0][1]) == everyone for stretch in stretches]
    assert all(one != other for one, other in pairwise(kinds))  # what all have and what differs by turns
    for stretch in stretches:
        having = [number for _, whose in stretch for number in whose]
        assert len(having) == len(set(having))


# inline: Annex B


def test_prison_overcrowding_is_one_text_with_the_stretches_of_both_regions():
    # Annex B: “…, through, as just one example, criminal justice …” (lac-40h), “…, including, through
    # criminal justice …” and “… for some crimes” (af-37d).
    (line,) = bits(drafted("inline"), "prison-overcrowding")

    assert [(bit.text, bit.sources) for bit in line] == [
        (
            (
                "Increase efforts to address prison overcrowding, including by implementing alternatives to "
                "imprisonment, [through, as just one example,]"
            ),
            ["lac-40h"],
        ),
        (" [including, through]", ["af-37d"]),
        (
            (
                " criminal justice and legislative reforms to widen the use of non-custodial measures in "
                "national legal systems; and strengthen technical capacities to implement non-custodial "
                "measures [for some crimes];"
            ),
            ["af-37d"],
        ),
    ]


def test_projects_on_lawfulness_are_one_text_with_the_stretches_of_both_regions():
    # Annex B: “network that have relevant expertise, good practices and experience in legal technical
    # assistance” (lac-59b), “network with relevant expertise and experience in technical assistance”
    # (wa-42h). A single word in common between two brackets is drawn into them.
    (line,) = bits(drafted("inline"), "lawfulness-projects-and-pni")

    assert [(bit.text, bit.sources) for bit in line] == [
        (
            (
                "Share, together with institutes of the United Nations crime prevention and criminal justice "
                "programme network [that have relevant expertise, good practices]"
            ),
            ["lac-59b"],
        ),
        (" [with relevant expertise]", ["wa-42h"]),
        (" and experience in [legal]", ["lac-59b"]),
        (
            (
                " technical assistance and capacity-building projects that contribute to fostering a "
                "culture of lawfulness;"
            ),
            [],
        ),
    ]


def test_wordings_that_are_too_far_apart_are_printed_one_below_the_other():
    for entry in ("culture-of-lawfulness", "legal-aid", "national-laws-and-conventions"):
        inline, bis = (
            [(said(p), drafted(way).sources_of(p)) for p in wordings(drafted(way), entry)]
            for way in ("inline", "bis")
        )
        assert len(bis) == len(members_of(entry))
        assert inline == bis, entry


def test_each_regions_wording_can_be_read_back_from_every_text_with_brackets():
    inline, bis = drafted("inline"), drafted("bis")
    as_one_text = 0
    for entry in concordance():
        lines = bits(inline, entry)
        if entry in GUIDANCE or len(lines) > 1:
            continue
        as_one_text += 1
        own = {
            source: said(p).removeprefix("[").removesuffix("]")
            for p in wordings(bis, entry)
            for source in bis.sources_of(p)
        }
        assert readings(lines[0], members_of(entry)) == own, entry

    assert as_one_text >= 2


def test_every_source_of_a_text_with_brackets_is_cited_in_it():
    word = drafted("inline")
    for entry in concordance():
        found = {source for line in bits(word, entry) for bit in line for source in bit.sources}
        assert found == set(members_of(entry)), entry


def test_a_region_that_says_nothing_more_than_the_others_is_cited_at_the_end():
    clause = composed(
        "Provide training to all judges and prosecutors.",
        "Provide training to all judges and prosecutors upon request.",
        way="inline",
    )

    (line,) = clause.lines
    assert line.text == "Provide training to all judges and prosecutors [upon request]."
    assert {note.source for note in line.stretches[-1].footnotes} == {"ap-1a", "lac-1a"}


def test_a_stretch_of_two_regions_has_the_footnotes_of_both():
    clause = composed(
        "Provide training to all judges in the region.",
        "Provide training to all clerks in the region.",
        "Provide training to all judges in the region",
        "Provide training to all police officers in the region.",
        lead="ap-1a",
        way="inline",
    )

    (line,) = clause.lines
    assert line.text == "Provide training to all [judges] [clerks] [police officers] in the region."
    marked = [
        (piece.text.strip(), [note.source for note in piece.footnotes])
        for piece in line.stretches
        if piece.text.strip().startswith("[")
    ]
    assert marked == [
        ("[judges]", ["ap-1a", "wa-1a"]),
        ("[clerks]", ["lac-1a"]),
        ("[police officers]", ["af-1a"]),
    ]


# lead


def test_the_leads_text_stands_alone_with_the_footnotes_of_all():
    word = drafted("lead")
    (paragraph,) = wordings(word, "culture-of-lawfulness")

    assert paragraph.text == closed("lac-19h")
    assert word.sources_of(paragraph) == ["lac-19h", "ap-13b", "wa-14c", "af-17c"]  # the lead's own first


def test_every_clause_has_one_paragraph_and_every_source_a_footnote_there():
    word = drafted("lead")
    for entry in concordance():
        if entry not in GUIDANCE:
            (paragraph,) = wordings(word, entry)
            see_also = [word.notes[mark].startswith("See also") for mark in paragraph.marks]
            own = see_also.index(True) if any(see_also) else len(see_also)
            sources = word.sources_of(paragraph)
            assert see_also == sorted(see_also), entry  # those of the words that are printed come first
            assert own > 0, entry
            for part in (sources[:own], sources[own:]):
                assert part == [member for member in members_of(entry) if member in part], entry
            assert sorted(sources) == sorted(members_of(entry)), entry
            assert "[" not in paragraph.text.replace("[to be named]", ""), entry


def test_a_footnote_to_a_source_in_other_words_says_so():
    word = drafted("lead")
    (paragraph,) = wordings(word, "culture-of-lawfulness")
    notes = {cited(word.notes[mark]): word.notes[mark] for mark in paragraph.marks}

    assert notes["lac-19h"].startswith("Report of ")
    assert all(notes[other].startswith("See also ") for other in ("ap-13b", "wa-14c", "af-17c"))


def annex_rows(word: WordFile) -> list[list[str]]:
    """The first annex's rows, each cell as one text, with the id of the source in place of the region."""
    rows = []
    for row in word.annex("I"):
        cells = [squeezed(" ".join(p.text for p in cell)) for cell in row]
        key = next(key for key, name in REGIONS.items() if name == cells[1])
        number = re.fullmatch(r"para\. (\d+) \(([a-z])\)", cells[2])
        rows.append([cells[0], f"{key}-{number[1]}{number[2]}", *cells[3:]])
    return rows


def test_the_other_wordings_stand_in_the_first_annex():
    word = drafted("lead")
    (heading,) = [p.text for p in word.styled("H1") if p.text.startswith("Annex I.")]
    texts = {source: text for _, source, text, *_ in annex_rows(word)}

    assert heading == "Annex I. Where each clause comes from"
    for entry in concordance():
        for member in members_of(entry):
            assert squeezed(text_of(member)) in texts[member], member


# Support


def supports(word: WordFile, entry: str) -> list[list[str]]:
    """The support in each paragraph of a clause."""
    return [[bit.text.strip() for bit in line if bit.is_support] for line in bits(word, entry)]


def test_each_wording_names_the_regions_behind_it():
    word = drafted("bis", "--support")

    assert supports(word, "legal-aid") == [["[Western Asia]"], ["[Asia and the Pacific]"], ["[Africa]"]]
    assert supports(word, "access-to-justice-for-children") == [
        ["[Western Asia]"],
        ["[Asia and the Pacific]"],
        ["[Western Asia]"],
    ]


def test_a_text_of_several_regions_names_them_in_the_order_of_the_alphabet():
    assert supports(drafted("inline", "--support"), "prison-overcrowding") == [
        ["[Africa, Latin America and the Caribbean]"]
    ]
    clause = composed(*["Prevent crime at night."] * 5, support=True)
    ((*_, support),) = (line.stretches for line in clause.lines)
    assert support.text.strip() == (
        "[Africa, Asia and the Pacific, Europe, Latin America and the Caribbean, Western Asia]"
    )


def test_a_leads_text_tells_its_own_regions_from_those_with_other_words():
    assert supports(drafted("lead", "--support"), "legal-aid") == [
        ["[Western Asia; in different words: Africa, Asia and the Pacific]"]
    ]


def test_support_has_a_character_style_of_its_own_and_comes_last(way):
    word = drafted(way, "--support")
    style = word.xml("word/styles.xml").find(f"{w('style')}[@{w('styleId')}='Support']")

    assert style.get(w("type")) == "character"
    for entry in concordance():
        for line in bits(word, entry):
            assert [bit.is_support for bit in line] == [False] * (len(line) - 1) + [True], entry


def test_without_its_support_a_draft_is_as_if_none_had_been_asked_for(way):
    def paragraphs(*options):
        word = drafted(way, *options)
        return {
            entry: [[bit for bit in line if not bit.is_support] for line in bits(word, entry)]
            for entry in concordance()
        }

    assert paragraphs("--support") == paragraphs()


def test_no_support_is_named_unless_asked_for(way):
    word = drafted(way)
    assert [entry for entry in concordance() if any(supports(word, entry))] == []


# Guidance


@pytest.mark.parametrize("entry", GUIDANCE)
def test_guidance_is_not_negotiated_so_its_wordings_have_no_brackets(way, entry):
    word = drafted(way)
    found = wordings(word, entry)

    assert [p.style for p in found] == ["GuidanceTxt"] + ["AltTxt"] * (len(members_of(entry)) - 1)
    assert {said(p) for p in found} == {text_of(member) for member in members_of(entry)}


# Promise 3: strength is never levelled


def visible(word: WordFile, entry: str, way: str) -> list[str]:
    """Every version of an entry that a reader of the draft can see."""
    lines = bits(word, entry)
    if way == "inline" and len(lines) == 1:
        return list(readings(lines[0], members_of(entry)).values())
    texts = ["".join(bit.text for bit in line if not bit.is_support) for line in lines]
    if way == "lead":
        members = members_of(entry)
        texts += [text for _, source, text, *_ in annex_rows(word) if source in members]
    return texts


# What the Meeting thought of partnerships (eu-16c): a report on the past, which asks nothing of anybody.
NARRATED = (
    "In addition, partnerships with the local community and the private sector were also considered "
    "important in strengthening public support for more effective government initiatives on crime "
    "prevention."
)


def test_every_hedge_of_every_region_stands_in_a_visible_version(way):
    word = drafted(way)
    lost = []
    for entry in concordance():
        seen = {hedge for text in visible(word, entry, way) for hedge in count_hedges(text)}
        lost += [
            (entry, member, hedge)
            for member in members_of(entry)
            for hedge in count_hedges(text_of(member).replace(NARRATED, ""))
            if hedge not in seen
        ]

    assert lost == []


def test_a_hedge_that_is_only_narrated_stands_in_the_annex(way):
    (text,) = (text for _, source, text, *_ in annex_rows(drafted(way)) if source == "eu-16c")

    assert NARRATED in text


@pytest.mark.parametrize("way", ["bis", "inline"])
def test_a_hedge_stands_in_the_wording_of_the_region_that_hedges(way):
    # lac-59k: “Consider promoting coordination”; wa-42d, the lead: “Enhance coordination”.
    word = drafted(way)
    found = {
        source: said(p)
        for p in wordings(word, "justice-and-education-sectors")
        for source in word.sources_of(p)
    }

    assert found["lac-59k"].startswith("[Consider promoting coordination")
    assert found["wa-42d"].startswith("[Enhance coordination")


# The kind of a mixed entry


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        # ap-61d and eu-56c “Continue supporting …”, wa-56h “Request UNODC to continue supporting …”
        ("central-authorities", "Actions"),
        # wa-14d and af-17g “Emphasize the importance …”, the other four “Enhance”, “Promote” and so on
        ("public-private-partnerships", "Actions"),
        # eu-56e “Underscore the importance …”, lac-79d and af-57g “Promote …”
        ("cooperation-against-cybercrime", "Actions"),
        # af-17b “Emphasize …”, three others “Prioritize”, “Focus on”, “Invest in”
        ("investing-in-practitioners", "Actions"),
        # af-17e “Underscore …”, ap-13c “Enhance …”, eu-16b “Strengthen …”
        ("stakeholders-and-2030-agenda", "Actions"),
        # af-17d “Underscore …” and the lead, lac-19f, “Consider and emphasize …”: one of each
        ("people-centred-2030-agenda", "Actions"),
        # both “Request UNODC …”
        ("judicial-integrity-assistance", "Requests"),
        # both of the Fourteenth Congress
        ("focus-on-most-urgent-threats", "Guidance from the regions to the drafters"),
    ],
)
def test_an_entry_stands_in_the_part_of_most_of_its_members(way, entry, part):
    under = ""
    parts = {}
    for paragraph in drafted(way).paragraphs:
        if paragraph.style == "H1":
            under = paragraph.text
        elif paragraph.bookmark:
            parts[paragraph.bookmark] = under

    assert parts[bookmark_of(entry)] == part


ACTION, PRINCIPLE = "Promote the use of courts.", "Underline the importance of courts."
REQUEST = "Request UNODC to promote the use of courts."


@pytest.mark.parametrize(
    ("texts", "lead", "kind"),
    [
        ((ACTION, PRINCIPLE, PRINCIPLE), "ap-1a", Kind.PRINCIPLE),
        ((PRINCIPLE, ACTION, ACTION), "ap-1a", Kind.ACTION),
        ((REQUEST, ACTION, REQUEST), "lac-1a", Kind.REQUEST),
        ((ACTION, PRINCIPLE), "ap-1a", Kind.ACTION),
        ((ACTION, PRINCIPLE), "lac-1a", Kind.PRINCIPLE),
        ((ACTION, PRINCIPLE, REQUEST), "wa-1a", Kind.REQUEST),
    ],
)
def test_the_kind_is_that_of_most_members_and_between_equals_the_leads(texts, lead, kind):
    assert composed(*texts, lead=lead).kind is kind


# Sound files


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """All ways with and without support, as files."""
    folder = tmp_path_factory.mktemp("alternatives")
    paths = {}
    for way in WAYS:
        for options in ((), ("--support",)):
            path = folder / f"{way}{''.join(options)}.docx"
            run = drafter_here("draft", "--alternatives", way, *options, "-o", path)
            assert run.returncode == 0, run.stderr.decode()
            paths[path] = (way, *options)
    return paths


@pytest.mark.thorough
def test_the_open_xml_sdk_finds_every_way_valid(files):
    for path in files:
        run = subprocess.run(
            [open_xml_validator(), path], capture_output=True, timeout=LONGEST_RUN, check=False
        )
        assert run.returncode == 0, f"{path.name}: {run.stdout.decode()}{run.stderr.decode()}"


def test_docx_integrity_finds_every_way_sound(files):
    run = subprocess.run(
        [docx_integrity(), "check", "--fail-on", "info", *files],
        capture_output=True,
        timeout=LONGEST_RUN,
        check=False,
    )
    assert run.returncode == 0, run.stdout.decode() + run.stderr.decode()


def test_our_own_check_finds_every_way_sound(files):
    assert {path.name: structural_faults(unzip(path.read_bytes())) for path in files} == {
        path.name: [] for path in files
    }


def test_a_file_has_the_same_bytes_as_standard_output(files):
    for path, options in files.items():
        assert unzip(path.read_bytes()) == drafted(*options).parts
