"""The pages of a trace, used in Chromium: where recommendations ended, and deciding where readers differ."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pages
import pytest
from browsers import policy_of
from factory import make_matrix, make_recommendation

from drafter.matrix.concordance import Concordance
from drafter.matrix.similarity import Similarity
from drafter.reading.page import write_trace_deciding_page, write_trace_page
from drafter.reading.together.readings import text_mark
from drafter.reading.tracing.adopted import AdoptedParagraph, AdoptedText
from drafter.reading.tracing.agreement import ComparedTraces, Traced
from drafter.reading.tracing.decided import Link
from drafter.reading.tracing.proposals import Proposals
from drafter.reading.tracing.reading_file import dump_trace_reading, load_trace_reading
from drafter.reading.tracing.traces import Answer, Given, TraceReading

thorough = pytest.mark.thorough  # a browser is started for it
FULL, PART, NOT_HERE, NOWHERE = Answer
LAW = "Promote a culture of lawfulness among young people through education"
HOSTILE = '</script><script>document.title="owned"</script><!-- @@DATA@@ "\' \\ &lt; <b>'
TEXTS = {
    "ap-13a": LAW,
    "lac-19h": f"{LAW} and sport",
    "af-17b": "Reduce overcrowding in prisons by alternatives to imprisonment",
    "eu-16d": f"Collect statistics of crime {HOSTILE}",
}
MATRIX = make_matrix(
    *(
        make_recommendation(one, "item-3-i" if "lawfulness" in text else "item-4-ii", text=text)
        for one, text in TEXTS.items()
    ),
    name="made-up",
)
TEXT = AdoptedText(
    "adopted.txt",
    (
        AdoptedParagraph("P1", "We, Ministers, recalling much,"),
        AdoptedParagraph("1", "Foster among the public a culture of lawfulness;", ("Prevention", "Law")),
        AdoptedParagraph("2", "Educate young people, and give them sport;", ("Prevention", "Law")),
        AdoptedParagraph("3", "Reduce overcrowding in prisons;", ("Justice",)),
        AdoptedParagraph("4 (a)", "Collect statistics of prisons and crime.", ("Justice",)),
    ),
)
MARK = {one: text_mark(text) for one, text in TEXTS.items()}


BY_HAND = "reader: A. Reader # me\nmatrix: made-up\ntext: adopted.txt\n"


def proposals(text=TEXT, matrix=MATRIX):
    return Proposals(Similarity(matrix), text, Concordance())


def given(recommendation, answer, paragraph="", stretch="", at="2026-01-31T09:30:00Z", **more):
    marks = [MARK[recommendation], *([TEXT.marks[paragraph]] if paragraph else [])]
    return Given(recommendation, answer, paragraph, stretch, at, texts=tuple(marks), **more)


def reading(*answers, reader="A. Reader", read=(), decides=(), through=()):
    marks = dict(TEXT.marks)
    return TraceReading(reader, MATRIX.name, TEXT.name, marks, tuple(read), answers, tuple(decides), through)


def dumped(*answers, **facts):
    return dump_trace_reading(reading(*answers, **facts), MATRIX, TEXT)


def of(path, text=TEXT):
    found, problems = load_trace_reading(path, MATRIX, text)
    assert not problems
    return found


def said(found):
    return [(one.recommendation, one.paragraph, one.answer, one.stretch) for one in found.answers]


def written(page, name="saved.yaml"):
    return page.path.with_name(name).read_bytes().decode()


class Opened(pages.Opened):
    """A page of a trace."""

    def below(self):
        """What the one at the top, and the one below it where the keys are, are called."""
        return self.text("#top h3"), self.text(".candidate.current h3")

    def go_to(self, recommendation, paragraph):
        """Brings a recommendation to the top, with the keys on a paragraph."""
        numbers = [*TEXTS].index(recommendation), TEXT.order[paragraph]
        self.page.evaluate(f"look({numbers[0]}, WAYS.recommendation, [{numbers[1]}])")
        self.page.evaluate(f"makeCurrent(cardOf({numbers[1]}, 'candidates'))")


@pytest.fixture
def opened(context, tmp_path):
    page = Opened(context, tmp_path, write_trace_page(proposals()))
    yield page
    assert page.faults == []


def test_the_pages_are_one_file_that_may_load_nothing():
    for text in (write_trace_page(proposals()), to_decide()):
        assert policy_of(text)["default-src"] == "'none'"
        assert not re.findall(r"(?:src|href)=[\"'](?!#)", text)
        assert text.count("</script>") == 2


# Answering


@thorough
def test_a_reader_answers_by_keyboard_and_the_file_is_as_drafter_writes_it(opened):
    opened.go_to("ap-13a", "1")
    opened.press("1")
    assert opened.text("#said").startswith("Write your name first")
    opened.page.keyboard.type("Zoë “Z” O’Neil: #1 \u2028")
    opened.press("Enter")
    assert said_by_name(opened) == []
    opened.press("1")
    first = said_by_name(opened)
    opened.go_to("ap-13a", "2")
    opened.press("w")
    opened.page.keyboard.type("educate  YOUNG people")
    opened.press("Escape", "n")
    opened.page.keyboard.type('only "youth"\nand\ttab \\')
    opened.press("Escape", "2", "3", "r", "0")
    saved = opened.save()
    found = of(saved)
    assert opened.saved_as == "trace-zoe-z-o-neil-1.yaml"
    assert first == [("ap-13a", FULL)]
    # The words are kept as the paragraph has them.
    assert ("ap-13a", "2", PART, "Educate young people") in said(found)
    assert next(one.note for one in found.answers if one.note) == 'only "youth"\nand\ttab \\'
    assert [one.answer for one in found.answers] == [FULL, PART, NOT_HERE, NOWHERE]
    assert found.read == ("ap-13a", "lac-19h")
    assert all(one.texts[0] == MARK[one.recommendation] for one in found.answers)
    assert found.paragraphs == TEXT.marks
    assert saved.read_bytes().decode() == dump_trace_reading(found, MATRIX, TEXT)


def said_by_name(opened):
    return [(one.recommendation, one.answer) for one in of(opened.save("first.yaml")).answers]


@thorough
def test_the_words_that_are_selected_are_those_that_carry_it_and_others_are_refused(opened):
    opened.sign_in()
    opened.go_to("af-17b", "3")
    select = """() => {
      const words = document.querySelector(".candidate.current .words").firstElementChild.firstChild;
      getSelection().setBaseAndExtent(words, 0, words, 19);
    }"""
    opened.page.evaluate(select)
    opened.press("2")
    assert opened.text("#said").endswith("Paragraph 3: part (“Reduce overcrowding”).")
    opened.go_to("af-17b", "4 (a)")
    opened.press("w")
    opened.page.keyboard.type("prisons of all")
    opened.press("Escape")
    assert "does not stand in the paragraph" in opened.text("#said")
    opened.press("2")
    assert "“prisons of all” does not stand in Paragraph 4 (a): nothing was answered." in opened.text("#said")
    assert said(of(opened.save())) == [("af-17b", "3", PART, "Reduce overcrowding")]


@thorough
def test_undo_takes_back_answers_lists_and_nowhere_also_when_opened_again(opened):
    opened.sign_in()
    stood = []
    for key in ("1", "2", "r", "0"):
        stood.append((opened.below(), opened.text("#progress").split(" of ")[0], said_by_name(opened)))
        opened.press(key)
    for at, expected in enumerate(reversed(stood)):
        if at == 2:
            opened.open()
        opened.press("z")
        assert opened.text("#said").startswith("Taken back: ")
        now = (opened.below(), opened.text("#progress").split(" of ")[0], said_by_name(opened))
        assert now == expected
    opened.press("z")
    assert opened.text("#said") == "There is nothing to undo."


@thorough
def test_nowhere_gives_way_to_a_link_and_is_refused_where_there_is_one(opened):
    opened.sign_in()
    opened.go_to("af-17b", "3")
    opened.press("1", "0")
    assert opened.text("#said").endswith("is in Paragraph 3 by your answer: take that back first.")
    opened.go_to("eu-16d", "4 (a)")
    opened.press("0")
    opened.go_to("eu-16d", "4 (a)")
    opened.press("1")
    assert said(of(opened.save()))[1:] == [("eu-16d", "4 (a)", FULL, "")]


@thorough
def test_what_is_typed_in_a_list_answers_nothing(opened):
    opened.sign_in()
    opened.go_to("ap-13a", "1")
    opened.page.locator("#theme").focus()
    opened.press("r", "1", "0", "z", "t")
    assert "letters and figures choose" in opened.text("#said")
    opened.press("Escape")
    found = of(opened.save())
    assert (found.answers, found.read) == ((), ())
    # Who chooses with the mouse has the keys back; who chooses with the keyboard takes them.
    opened.page.locator("#theme").click()
    opened.page.keyboard.press("Escape")
    opened.page.locator("#theme").select_option("item-4-ii")
    opened.press("Escape", "r")
    assert of(opened.save()).read == ("af-17b",)


@thorough
def test_words_and_notes_that_wait_are_not_passed_over(opened):
    opened.sign_in()
    opened.go_to("ap-13a", "2")
    opened.press("w")
    opened.page.keyboard.type("educate the young")
    opened.press("Escape", "2")
    assert opened.text("#said").endswith("does not stand in Paragraph 2: nothing was answered.")
    for key in ("r", "0"):
        opened.press(key)
        waits = "on Paragraph 2 the words “educate the young” wait for an answer, and do not stand"
        assert waits in opened.text("#said")
        assert opened.below()[1] == "Paragraph 2"
    opened.press("w")
    opened.page.keyboard.press("Control+a")
    opened.page.keyboard.type("young people")
    opened.press("Escape", "2", "n")
    # A note on another one, too; emptied, it waits no more.
    opened.page.keyboard.type("perhaps")
    opened.press("Escape", "r")
    assert "the note “perhaps” waits for an answer." in opened.text("#said")
    opened.press("n")
    opened.page.keyboard.press("Control+a")
    opened.press("Delete", "Escape", "r")
    assert ": gone through. No other paragraph then." in opened.text("#said")
    opened.press("r")
    assert "gone through. So it is in no paragraph." in opened.text("#said")
    found = of(opened.save())
    assert said(found) == [("ap-13a", "2", PART, "young people")]
    assert found.read == ("ap-13a", "lac-19h")


@thorough
def test_the_other_way_round_recommendations_stand_below_a_paragraph_and_both_ways_are_kept(opened):
    opened.sign_in()
    opened.go_to("lac-19h", "2")
    opened.press("1", "k")
    opened.go_to("lac-19h", "2")
    opened.press("t")
    top, _ = opened.below()
    assert top == "Paragraph 2"
    # What was answered stands with the paragraph, and the keys are on the first that is open.
    assert "Full" in opened.text("#top li")
    assert "lac" not in opened.text(".candidate.current")
    opened.press("2", "r")
    # One comes back to where one was.
    assert opened.text("#top-title") == "Where did this recommendation end?"
    found = of(opened.save())
    assert found.read_paragraphs == ("2",)
    assert {one.answer for one in found.answers} == {FULL, PART}
    assert opened.path.with_name("saved.yaml").read_bytes().decode() == dump_trace_reading(
        found, MATRIX, TEXT
    )
    opened.open()
    opened.page.locator("#theme").select_option("text:")
    assert opened.text("#progress").startswith("1 of 5 paragraphs gone through; 2 links; 4 lists left")


@thorough
def test_the_recommendations_of_a_region_are_read_alone_and_the_closed_list_says_what_is_read(opened):
    opened.sign_in()
    opened.page.locator("#theme").select_option("region:eu")
    name = next(one.name for one in MATRIX.regions if one.key == "eu")
    chosen = "document.querySelector('#theme').selectedOptions[0].text"
    assert opened.page.evaluate(chosen) == name
    own = [item.id for item in MATRIX.recommendations if "eu" in item.regions]
    assert opened.text("#progress").startswith(f"0 of {len(own)} recommendation")
    opened.press(*["r"] * len(own))
    assert set(of(opened.save()).read) == set(own)
    assert f"All of {name} is gone through by recommendation." in opened.text("#through")
    section = MATRIX.sections[0].title
    opened.page.locator("#theme").select_option(f"section:{section}")
    assert opened.page.evaluate(chosen) == f"All of: {section}"
    assert opened.page.locator("#top .text").get_attribute("lang") == ""


@thorough
def test_by_paragraph_those_come_last_that_were_gone_through_with_it_in_sight(opened):
    # Of two recommendations with the same words, the one that was gone through with the paragraph in its
    # list is the last; what was answered since does not bring it back.
    order = """() => {
      const one = new Proposed([[9, 8], [9, 8], [1, 1]], [[], [], [[0, 0, 1]]], { full: 1 });
      one.learn([], [0]);
      const last = one.recommendationsFor(0).at(-1);
      one.learn([[1, 0, "full"]], [0]);
      one.learn([[1, 0, "full"]], [0, 1]);
      const two = one.recommendationsFor(0);
      one.learn([[1, 0, "full"]], []);
      return [last, two[0], one.recommendationsFor(0).at(-1)];
    }"""
    assert opened.page.evaluate(order) == [0, 2, 2]


@thorough
def test_all_of_a_part_is_gone_through_list_by_list_and_the_page_says_so(opened):
    opened.sign_in()
    opened.page.locator("#theme").select_option("item-4-ii")
    opened.press("r", "r")
    assert "All of “On item-4-ii” is gone through by recommendation." in opened.text("#said")
    assert set(of(opened.save()).read) == {"af-17b", "eu-16d"}
    opened.page.locator("#theme").select_option("text:Justice")
    opened.press("r", "r")
    assert "All of “Justice” is gone through by paragraph." in opened.text("#through")
    assert of(opened.save()).read_paragraphs == ("3", "4 (a)")
    opened.page.locator("#outline summary").click()
    opened.page.wait_for_selector("#outline li")
    assert opened.page.locator("#outline h3").all_inner_texts() == ["Prevention", "Justice"]
    assert "nobody" in opened.page.locator("#outline li").nth(3).inner_text()


@thorough
def test_who_stands_behind_a_paragraph_so_far_stands_beside_it(opened):
    opened.load(dumped(given("ap-13a", FULL, "1"), given("lac-19h", PART, "1", "lawfulness")))
    opened.page.locator("#outline summary").click()
    line = opened.page.locator("#outline li").nth(1)
    line.wait_for()
    regions = {region.key: region.name for region in MATRIX.regions}
    told = f"2 of {len(regions)}: in full {regions['ap']}; in part {regions['lac']}"
    assert told in line.inner_text()


@thorough
def test_everything_is_searched_and_what_is_found_is_answered(opened):
    opened.sign_in()
    opened.press("/")
    opened.page.keyboard.type("statistics prisons")
    assert opened.text("#hits") == "1 paragraph with these words."
    opened.press("Enter", "1")
    assert said(of(opened.save()))[0][1:3] == ("4 (a)", FULL)


@thorough
def test_the_order_is_that_of_the_command_by_words_and_with_answers(opened):
    own = proposals()
    links = [Link("lac-19h", "2", FULL), Link("af-17b", "4 (a)", PART)]
    for known in ([], links):
        own.learn(known)
        numbers = [[[*TEXTS].index(one.recommendation), TEXT.order[one.paragraph], one.kind] for one in known]
        opened.page.evaluate(f"proposed.learn({json.dumps(numbers)})")
        for number, recommendation in enumerate(TEXTS):
            shown = opened.page.evaluate(f"proposed.paragraphsFor({number})")
            expected = [
                TEXT.order[key] for key, _ in own.paragraphs_for(recommendation, len(TEXT.paragraphs))
            ]
            assert shown[: len(expected)] == expected
        for key, place in TEXT.order.items():
            shown = opened.page.evaluate(f"proposed.recommendationsFor({place})")
            expected = [[*TEXTS].index(one) for one, _ in own.recommendations_for(key, len(TEXTS))]
            assert shown[: len(expected)] == expected


@thorough
def test_what_stands_in_both_is_marked(opened):
    opened.go_to("ap-13a", "1")
    # The longest run of words, not ending in one of a few letters; each in its own text and order.
    assert opened.page.locator(".candidate.current mark").all_inner_texts() == [
        "among",
        "culture of lawfulness",
    ]
    assert opened.page.locator("#top mark").all_inner_texts() == ["culture of lawfulness", "among"]


# Going on


@thorough
def test_what_kind_of_reader_a_file_says_it_was_is_kept(opened):
    text = dumped(given("ap-13a", FULL, "1"))
    line = 'readers: "a model; nobody from the field"\n'
    assert "0 links" not in opened.load(text.replace("read: []", f"{line}read: []"))
    opened.open()
    saved = opened.save()
    assert of(saved).readers == "a model; nobody from the field"
    assert saved.read_bytes().decode() == dump_trace_reading(of(saved), MATRIX, TEXT)


@thorough
def test_a_browser_that_keeps_nothing_says_so(browser, tmp_path):
    full = browser.new_context()
    full.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    page = Opened(full, tmp_path, write_trace_page(proposals()))
    assert "keeps nothing" in page.text("#notice")
    page.sign_in()
    page.press("1")
    assert "save before you close" in page.text("#progress")
    page.sign_in("B. Reader")
    assert "0 links" in page.text("#progress")
    page.sign_in()
    assert "1 link;" in page.text("#progress")
    full.close()


@thorough
def test_where_one_is_and_what_is_half_written_are_kept(opened):
    opened.sign_in()
    opened.page.locator("#theme").select_option("text:Justice")
    opened.press("p", "n")
    opened.page.keyboard.type("half")
    stood = opened.below()
    opened.open()
    assert opened.below() == stood
    assert opened.page.locator(".candidate.current textarea").input_value() == "half"


@thorough
def test_what_changed_since_is_asked_again_and_a_new_number_keeps_its_answers(opened, context):
    before = dumped(
        given("af-17b", FULL, "3", note="plain"), given("eu-16d", PART, "4 (a)", "crime"), read=TEXTS
    )
    new = (
        *TEXT.paragraphs[:3],
        replace(TEXT.paragraphs[3], text="Reduce overcrowding by building;"),
        replace(TEXT.paragraphs[4], key="5"),
    )
    text = AdoptedText(TEXT.name, new)
    page = Opened(context, opened.folder, write_trace_page(proposals(text)), "changed.html")
    told = page.load(before)
    assert "1 answer to texts that have changed since: you are asked again" in told
    assert page.text("#top h3") == MATRIX_NAMES["af-17b"]
    assert "changed since you said: full (plain). Answer again." in page.text(".candidate.current")
    assert "1 paragraph of the text changed since" in page.text("#progress")
    page.press("2")
    # Of the others nobody knows whether they are in it; by paragraph they are asked.
    found = of(page.save("changed.yaml"), text)
    assert ("eu-16d", "5", PART, "crime") in said(found)
    assert Traced(found, MATRIX, text).answer("ap-13a", "3") is None
    page.page.locator("#theme").select_option("text:Justice")
    page.press("r")
    found = of(page.save("changed.yaml"), text)
    assert found.read_paragraphs == ("3",)
    assert Traced(found, MATRIX, text).answer("ap-13a", "3") is NOT_HERE
    assert page.path.with_name("changed.yaml").read_bytes().decode() == dump_trace_reading(
        found, MATRIX, text
    )
    assert page.faults == []


@thorough
def test_what_is_gone_through_without_answering_again_is_not_here_and_the_note_keeps_it(opened, context):
    changed = AdoptedText(
        TEXT.name, (*TEXT.paragraphs[:3], AdoptedParagraph("3", "Other words;"), TEXT.paragraphs[4])
    )
    page = Opened(context, opened.folder, write_trace_page(proposals(changed)), "changed.html")
    page.load(dumped(given("af-17b", FULL, "3"), read=["af-17b"]))
    page.press("r")
    (one,) = of(page.save("changed.yaml"), changed).answers
    assert (one.answer, one.note) == (NOT_HERE, "earlier (2026-01-31T09:30:00Z): full")


@thorough
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (dumped(reader="B. Reader"), "was not taken. It is B. Reader’s"),
        (dumped(decides=("A", "B")), "It decides between readings"),
        (
            "reader: A. Reader\nmatrix: elsewhere\ntext: adopted.txt\nread: [zz-1]\nanswers: []\n",
            "a trace of elsewhere",
        ),
        (
            "reader: A. Reader\nmatrix: made-up\ntext: other.txt\nread: []\nanswers: []\n",
            "It is a trace into “other.txt”",
        ),
        ("just text\n", "Line 1 is not written as this page writes it"),
        ("draft: x\n", "Line 1: there is nothing called “draft” in a trace"),
        (
            "reader: A. Reader\nmatrix: made-up\ntext: adopted.txt\nparagraphs:\n  1 2\n",
            "Line 5 is not written",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_and_nothing_is_lost(opened, text, told):
    opened.sign_in()
    opened.press("1")
    assert told in opened.load(text)
    assert "1 link;" in opened.text("#progress")


@thorough
def test_of_a_file_by_hand_what_can_be_used_is_taken_and_the_rest_told(opened):
    told = opened.load(
        f"{BY_HAND}read: [ap-13a] # all\nread-paragraphs: ['4 (a)']\n"
        "answers:\n- recommendation: ap-13a\n  paragraph: 1\n  answer: part\n  stretch: lawfulness of all\n"
        "- recommendation: ap-13a\n  answer: full\n"
        "- recommendation: ap-13a\n  paragraph: 2\n  answer: maybe\n"
        "- recommendation: ap-99z\n  paragraph: 2\n  answer: full\n"
    )
    assert "“lawfulness of all” does not stand in paragraph 1; the answer counts without it." in told
    assert "Line 11: the answer to ap-13a names no paragraph." in told
    assert "Line 13: an answer is one of full, part, not here, nowhere, not “maybe”." in told
    assert "1 is about recommendations or paragraphs that are not here any more" in told
    saved = opened.save()
    assert '"ap-99z"' in saved.read_text(encoding="utf-8")
    found, _ = load_trace_reading(saved, MATRIX, TEXT)
    assert (found.read, found.read_paragraphs) == (("ap-13a",), ("4 (a)",))
    assert said(found) == [("ap-13a", "1", PART, "")]


# Deciding


def to_decide(*decisions, **options):
    traces = [
        reading(given("ap-13a", FULL, "1"), given("af-17b", FULL, "3"), reader="Anna", read=TEXTS),
        reading(
            given("ap-13a", PART, "1", "lawfulness", note="not youth"),
            given("lac-19h", PART, "2", "sport"),
            given("af-17b", FULL, "3"),
            reader="Berta",
            read=TEXTS,
        ),
    ]
    compared = ComparedTraces(MATRIX, TEXT, [Traced(one, MATRIX, TEXT) for one in traces])
    decided = [Traced(one, MATRIX, TEXT) for one in decisions]
    return write_trace_deciding_page(compared, decided, **options)


@thorough
def test_differences_are_decided_one_after_the_other(context, tmp_path):
    page = Opened(context, tmp_path, to_decide())
    assert page.text("#summary") == "2 differences between 2 readers: Anna, Berta."
    assert page.page.locator(".difference").first.locator(".readers li").all_inner_texts() == [
        "Anna: Full",
        "Berta: Part: “lawfulness” – “not youth”",
    ]
    page.sign_in("C. Decider")
    page.press("n")
    page.page.keyboard.type("Its heart.")
    page.press("Escape")
    page.page.locator("#stretch-0").fill("culture of lawfulness")
    page.press("Escape", "2", "3")
    assert page.text("#progress").startswith("2 of 2 decided; 0 open")
    found = of(page.save())
    assert page.saved_as == "decisions-c-decider.yaml"
    assert (found.reader, found.decides) == ("C. Decider", ("Anna", "Berta"))
    assert said(found) == [("ap-13a", "1", PART, "culture of lawfulness"), ("lac-19h", "2", NOT_HERE, "")]
    assert found.answers[0].note == "Its heart."
    assert written(page) == dump_trace_reading(found, MATRIX, TEXT)
    page.open()
    assert page.text("#progress").startswith("2 of 2 decided")
    page.press("z")
    assert page.text("#progress").startswith("1 of 2 decided")
    assert page.faults == []


@thorough
def test_blind_no_reader_is_named_and_the_file_names_them(context, tmp_path):
    page = Opened(context, tmp_path, to_decide(blind=True))
    assert re.search("Reader [12]: Part", page.text(".difference"))
    assert not re.search("Anna|Berta", page.text("body"))
    page.sign_in("C. Decider")
    page.press("3")
    assert of(page.save()).decides == ("Anna", "Berta")


@thorough
def test_a_page_starts_with_what_is_decided_and_another_decides_between_them_all(context, tmp_path):
    before = reading(
        given("ap-13a", PART, "1", "lawfulness", note="its heart"), reader="C", decides=("Anna", "Berta")
    )
    page = Opened(context, tmp_path, to_decide(before))
    assert "Decided by C: Part – “its heart”" in page.text(".difference")
    assert page.text("#progress").startswith("1 of 2 decided")
    assert page.page.locator(".difference.current").get_attribute("data-place") == "1"
    page.sign_in("D")
    page.press("3")
    assert of(page.save()).decides == ("Anna", "Berta", "C")
    page.sign_in("C")
    assert said(of(page.save("own.yaml"))) == [("ap-13a", "1", PART, "lawfulness")]


@thorough
def test_half_written_words_and_the_place_come_back_with_the_page(context, tmp_path):
    page = Opened(context, tmp_path, to_decide())
    page.sign_in("C. Decider")
    page.press("j", "n")
    page.page.keyboard.type("Half")
    page.page.locator("#stretch-1").press_sequentially("sport")
    page.open()
    assert page.page.locator("#note-1").input_value() == "Half"
    assert page.page.locator("#stretch-1").input_value() == "sport"
    page.page.wait_for_selector(".difference.current[data-place='1']")


# For everybody

KINDS = {"trace": lambda: write_trace_page(proposals()), "deciding": to_decide}
MATRIX_NAMES = {"af-17b": "Africa, para. 17 (b)"}


@thorough
@pytest.mark.parametrize("kind", KINDS)
def test_the_pages_have_landmarks_names_and_headings_in_order(context, tmp_path, kind):
    pages.check_landmarks_names_and_headings(Opened(context, tmp_path, KINDS[kind]()).page)


@thorough
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_can_be_read_against_its_ground(browser, tmp_path, kind, scheme):
    dyed = browser.new_context(color_scheme=scheme)
    page = Opened(dyed, tmp_path, KINDS[kind]())
    page.sign_in()
    page.press("1", "2")
    pages.check_contrast(page.page)
    dyed.close()


@thorough
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [320, 768])
def test_nothing_is_wider_than_a_phone(browser, tmp_path, kind, width):
    narrow = browser.new_context(viewport={"width": width, "height": 700})
    page = Opened(narrow, tmp_path, KINDS[kind]())
    page.sign_in()
    page.press("1")
    pages.check_width(page.page, width)
    narrow.close()


@thorough
def test_texts_that_look_like_code_are_only_text(opened):
    opened.sign_in('"><img src=x onerror=alert(1)>')
    opened.page.evaluate("look(3)")
    assert HOSTILE in opened.page.locator("#top .text").text_content()
    assert opened.page.title() == f"Where they ended: {MATRIX.title}"
    assert opened.page.locator("main img, main b, main script").count() == 0
