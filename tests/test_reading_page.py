"""The pages on which people read together, used in real browsers: from a file, mostly by keyboard."""

from __future__ import annotations

import json
import re

import pages
import pytest
from browsers import Firefox, policy_of, wait_for
from factory import make_matrix, make_recommendation

from drafter.matrix.similarity import Similarity
from drafter.reading.page import write_deciding_page, write_reading_page
from drafter.reading.page.kit.blind import readers_in_order
from drafter.reading.together.agreement import Compared
from drafter.reading.together.judged import Judged
from drafter.reading.together.readings import (
    Answer,
    Given,
    Reading,
    dump_reading,
    load_reading,
    text_mark,
)
from tools import run_here

thorough = pytest.mark.thorough  # a browser is started for it
SAME, NEAR, NEITHER, UNSURE = Answer
LAW = "Promote a culture of lawfulness among young people through education"
PRISON = "Reduce overcrowding in prisons by alternatives to imprisonment"
HOSTILE = '</script><script>document.title="owned"</script><!-- @@DATA@@ "\' \\ &lt; <b>'
TEXTS = {
    "ap-13a": LAW,
    "lac-19h": f"{LAW} and sport",
    "wa-14c": f"{LAW} for all",
    "af-17b": f"{PRISON} and probation",
    "eu-16d": f"{PRISON} wherever possible",
    "ap-26f": f"Collect statistics of crime {HOSTILE}",
}


def made(name="made-up", **texts):
    changed = TEXTS | {key.replace("_", "-"): text for key, text in texts.items()}
    items = [
        make_recommendation(one, "item-3-i" if "lawfulness" in text else "item-4-ii", text=text)
        for one, text in changed.items()
    ]
    return make_matrix(*items, name=name)


MATRIX = made()
MARK = {item.id: text_mark(item.text) for item in MATRIX.recommendations}


def given(first, second, answer, at="2026-01-31T09:30:00Z", note=""):
    return Given(first, second, answer, at, note, (MARK[first], MARK[second]))


def reading(*answers, reader="A. Reader", read=(), decides=(), themes=()):
    return Reading(reader, MATRIX.name, tuple(read), answers, tuple(decides), themes=themes)


class Opened(pages.Opened):
    """A page on which people read together."""

    def pair(self):
        """The ids of the recommendation at the top and of the one below it where one is."""
        current = "document.querySelector('.candidate.current').dataset.number"
        numbers = self.page.evaluate(f"[asked, Number({current})]")
        return {list(TEXTS)[number] for number in numbers}

    def load_reading(self, *answers, **facts):
        return self.load(dump_reading(reading(*answers, **facts), MATRIX))


@pytest.fixture
def opened(context, tmp_path):
    page = Opened(context, tmp_path, write_reading_page(Similarity(MATRIX)))
    yield page
    assert page.faults == []


def answers_of(path):
    found, problems = load_reading(path, MATRIX)
    assert not problems
    return found


def test_the_pages_are_one_file_that_may_load_nothing():
    readings = [Judged(reading(reader=name), MATRIX) for name in ("A", "B")]
    for text in (write_reading_page(Similarity(MATRIX)), write_deciding_page(Compared(MATRIX, readings))):
        policy = policy_of(text)
        assert policy["default-src"] == "'none'"
        assert re.fullmatch(r"'sha256-[\w+/=]+'", policy["script-src"])
        assert not re.findall(r"(?:src|href)=[\"'](?!#)", text)
        assert text.count("</script>") == 2


# Answering


@thorough
@pytest.mark.parametrize("leaving", ["Enter", "Tab"])
def test_nothing_is_answered_without_a_name_and_what_was_asked_for_is_asked_again(opened, leaving):
    first = opened.pair()
    opened.press("1")
    assert opened.text("#said").startswith("Write your name first")
    assert "Nothing was done yet." in opened.text("#said")
    opened.page.keyboard.type("A. Reader")
    opened.press(leaving)
    assert opened.text("#progress").startswith("0 answers, 0 pairs the same; about ")
    if leaving == "Tab":
        assert opened.page.evaluate("document.activeElement.id") == "theme"
        opened.press("Escape")
    opened.page.locator("#load").focus()
    opened.press("1")
    assert opened.text("#said") == "This field is for a file: Esc leaves it, and keys answer again."
    opened.press("Escape", "1")
    assert opened.text("#progress").startswith("1 answer, 1 pair the same; about ")
    assert answers_of(opened.save()).answers[0].answer is SAME
    assert {*answers_of(opened.folder / "saved.yaml").answers[0].pair} == first


@thorough
def test_a_reader_answers_by_keyboard_and_the_file_is_as_drafter_writes_it(opened):
    opened.sign_in("Zoë “Z” O’Neil: #1 \u2028")
    opened.press("1", "n")
    opened.page.keyboard.type('another "scope"\nand\ttab \\')
    opened.press("Escape", "2", "3", "4", "r")
    saved = opened.save()
    found = answers_of(saved)
    assert opened.saved_as == "reading-zoe-z-o-neil-1.yaml"
    assert [one.answer for one in found.answers] == [SAME, NEAR, NEITHER, UNSURE]
    assert found.answers[1].note == 'another "scope"\nand\ttab \\'
    assert all(one.texts == (MARK[one.first], MARK[one.second]) for one in found.answers)
    assert found.read
    assert saved.read_bytes().decode() == dump_reading(found, MATRIX)


@thorough
def test_what_follows_is_not_asked_and_all_is_asked_once(opened):
    opened.sign_in()
    pairs = []
    while opened.page.locator(".candidate.current").count():
        pair = opened.pair()
        pairs.append(frozenset(pair))
        texts = [TEXTS[one] for one in pair]
        is_same = any(all(text.startswith(start) for text in texts) for start in (LAW, PRISON))
        opened.press("1" if is_same else "3")
    # Three groups are left, of 3, 2 and 1: 2 + 1 answers made them, and 3 parted them.
    assert len(pairs) == len(set(pairs)) == 6
    assert opened.text("#nothing") == "Everything is answered, or follows."
    judged = Judged(answers_of(opened.save()), MATRIX)
    assert sorted(map(len, judged.groups.members.values())) == [2, 3]
    assert opened.page.locator("#stopping").is_visible()
    opened.page.get_by_role("button", name="Everything is gone through").click()
    assert set(answers_of(opened.save()).read) == set(TEXTS)


@thorough
def test_an_answer_is_undone_changed_and_taken_back(opened):
    opened.sign_in()
    first = opened.pair()
    opened.press("1", "z")
    assert opened.pair() == first
    assert opened.text("#progress").startswith("0 answers")
    opened.press("3")
    opened.page.evaluate("look(0, 1)")
    opened.page.locator(".candidate.current").get_by_role("button", name="Near").click()
    assert answers_of(opened.save()).answers[-1].answer is NEAR
    opened.page.evaluate("look(0, 1)")
    opened.page.locator(".candidate.current").get_by_role("button", name="Near").click()
    assert ("ap-13a", "lac-19h") not in [one.pair for one in answers_of(opened.save()).answers]


@thorough
def test_the_page_stays_with_one_while_anything_likely_is_open_and_says_when_it_goes_on(opened):
    opened.sign_in()
    top = opened.page.evaluate("asked")
    likely = f"order.around({top}, questions).some((one) => one.value >= order.likelyFrom)"
    while opened.page.evaluate(likely):
        assert opened.page.evaluate("asked") == top
        opened.press("3")
    assert opened.page.evaluate("asked") != top
    assert "Nothing likely the same is open about " in opened.text("#said")
    now = opened.text("#top h3")
    assert f"Now: {now}." in opened.text("#said")
    # A key that was meant for what stood there before.
    count = opened.text("#progress").split()[0]
    opened.page.evaluate("readyAt = performance.now() + 1e6")  # whatever this machine does meanwhile
    opened.page.keyboard.press("1")
    assert opened.text("#said") == f"Not taken: {now} has only just come to the top. Press again."
    opened.page.keyboard.press("r")
    assert opened.text("#progress").split()[0] == count
    opened.page.evaluate("readyAt = 0")
    opened.press("1")
    assert opened.text("#progress").split()[0] == str(int(count) + 1)


@thorough
def test_one_leaves_the_one_at_the_top_by_a_key(opened):
    opened.sign_in()
    top = opened.text("#top h3")
    opened.press("p")
    assert opened.text("#said") == f"Next: {opened.text('#top h3')}."
    assert opened.text("#top h3") != top


@thorough
def test_a_stray_key_changes_nothing_that_is_answered(opened):
    opened.sign_in()
    opened.press("/")
    opened.page.keyboard.type("overcrowding probation")
    opened.press("Enter", "2", "1", "1")
    assert "so nothing was answered" in opened.text("#said")
    (one,) = answers_of(opened.save()).answers
    assert one.answer is NEAR
    # Chosen, it is changed, and the page says so.
    opened.page.locator("#found .candidate").first.click()
    opened.press("3")
    assert ": changed from near to neither." in opened.text("#said")
    opened.press("p")
    while opened.page.locator(".candidate.current").count():
        opened.press("3")
    before = [(one.pair, one.answer) for one in answers_of(opened.save()).answers]
    opened.page.locator("#answered summary").click()
    opened.page.locator("body").press("1")
    assert [(one.pair, one.answer) for one in answers_of(opened.save()).answers] == before
    opened.press("p")
    assert opened.text("#said").startswith("Through with the whole matrix: ")


@thorough
def test_the_page_says_when_one_is_through(opened):
    opened.page.locator("#theme").select_option("item-4-ii")
    opened.sign_in()
    assert not opened.page.locator("#stopping").is_visible()
    said = []
    for _ in range(20):
        opened.press("3")
        said.append(opened.text("#said"))
        if opened.page.locator("#stopping").is_visible():
            break
    count = f"{len(said)} answer{'s' if len(said) > 1 else ''}"
    told = f"Through with “On item-4-ii”: {count}, nothing likely the same left"
    assert told in said[-1]
    assert told in opened.text("#stopping")
    assert opened.text("#progress").startswith(f"{count} here, {len(said)} in all, 0 pairs")
    opened.page.get_by_role("button", name="Everything is gone through").click()
    assert "and all of it is done." in opened.text("#stopping")
    opened.press("p")
    assert "Next" not in opened.text("#said")


@thorough
def test_the_page_says_how_many_answers_in_a_row_brought_no_pair(context, tmp_path):
    names = [f"{region}-{number}a" for number in (1, 2, 3) for region in ("ap", "lac", "wa", "eu")]
    matrix = make_matrix(*(make_recommendation(name, "item-3-i", text=LAW) for name in names), name="alike")
    page = Opened(context, tmp_path, write_reading_page(Similarity(matrix)))
    page.sign_in()
    page.press("1", *["3"] * 9)
    assert "in the last" not in page.text("#progress")
    page.press("2")
    assert page.text("#progress").startswith(
        "11 answers, 1 pair the same; no pair the same in the last 10 answers; about "
    )
    page.press("4")
    assert "no pair the same in the last 11 answers" in page.text("#progress")
    page.press("1")
    assert "in the last" not in page.text("#progress")
    # The field for a search stands below what stays above, with room for what is found.
    page.press("/")
    page.page.keyboard.type("lawfulness")
    edge = "(one, side) => one.getBoundingClientRect()[side]"
    above = page.page.locator("#top").evaluate(edge, "bottom")
    assert above <= page.page.locator("#words").evaluate(edge, "top") < above + 100
    assert page.faults == []


@thorough
def test_what_is_taken_back_stands_as_it_stood_also_after_done_and_when_opened_again(opened):
    def shown():
        numbers = "[...document.querySelectorAll('#candidates .candidate')].map((one) => one.dataset.number)"
        return opened.pair(), opened.page.evaluate(f"[asked, {numbers}]")

    opened.sign_in()
    stood = []
    for key in ("3", "2", "r", "1", "3"):
        stood.append(shown())
        opened.press(key)
    for at, expected in enumerate(reversed(stood)):
        if at == 2:
            opened.open()
        opened.press("z")
        assert opened.text("#said").startswith("Taken back: ")
        assert shown() == expected
    assert opened.text("#progress").startswith("0 answers")
    opened.press("z")
    assert opened.text("#said") == "There is nothing to undo."


@thorough
def test_done_says_how_far_it_goes(opened):
    opened.sign_in()
    names = {opened.text("#top h3"), opened.text(".candidate.current h3")}
    opened.press("1")
    top = opened.text("#top h3")
    opened.press("r")
    (other,) = names - {top}
    assert opened.text("#said").startswith(
        f"{top} (and {other}, the same): done. What is not answered, shown or not, is neither."
    )


@thorough
def test_the_whole_matrix_is_searched_and_what_is_found_is_answered(opened):
    opened.sign_in()
    opened.press("/")
    opened.page.keyboard.type("overcrowding probation")
    assert opened.text("#hits") == "1 recommendation with these words."
    opened.page.locator("#words").fill("Overcrowdïng PROBATION")  # an accent more or less is the same word
    assert opened.text("#hits") == "1 recommendation with these words."
    opened.press("Escape")
    opened.page.locator("#found").get_by_role("button", name="Neither").click()
    assert "af-17b" in answers_of(opened.save()).answers[0].pair


@thorough
def test_the_page_says_when_words_stand_only_at_the_top_and_forgets_them_with_it(opened):
    opened.sign_in()
    opened.page.evaluate("lookAt(5)")
    opened.press("/")
    opened.page.keyboard.type("statistics")
    assert opened.text("#hits") == "These words stand only in the one at the top."
    opened.page.evaluate("lookAt(0)")
    assert opened.page.locator("#words").input_value() == ""


@thorough
def test_what_is_read_where_one_is_and_half_a_note_are_kept(opened):
    opened.sign_in()
    opened.page.locator("#theme").select_option("several:")
    opened.page.locator("#several input[value=item-4-ii]").check()
    opened.press("p", "n")
    opened.page.keyboard.type("half")
    top = opened.text("#top h3")
    opened.open()
    assert opened.text("#top h3") == top
    assert opened.page.locator("#several input:checked").count() == 1
    assert opened.page.locator(".candidate.current textarea").input_value() == "half"
    opened.page.evaluate("document.getElementById('grid').open = true")
    # Three of the five regions have something under the theme.
    opened.page.wait_for_selector("#grid th")
    assert opened.page.locator("#grid tr").first.locator("th").count() == 1 + 3


@thorough
def test_a_theme_alone_is_read(opened):
    opened.page.locator("#theme").select_option("item-4-ii")
    opened.sign_in()
    themes = {item.id: item.themes for item in MATRIX.recommendations}
    for _ in range(4):
        assert any("item-4-ii" in themes[one] for one in opened.pair())
        opened.press("3")


@thorough
def test_the_theme_is_a_grid_and_groups_grow(opened):
    opened.load_reading(given("ap-13a", "lac-19h", SAME))
    for part in ("#grid", "#groups"):
        opened.page.locator(f"{part} summary").click()
    opened.page.locator("#theme").select_option("item-3-i")
    row = opened.page.locator("#grid tr").nth(1)
    assert row.locator("th").inner_text() == "2 the same"
    assert "para. 13 (a)" in row.locator("td").nth(0).inner_text()
    assert "para. 19 (h)" in row.locator("td").nth(1).inner_text()
    assert opened.page.locator("#groups li").count() == 2


@thorough
def test_contradictions_are_told_and_can_be_resolved(opened):
    opened.load_reading(
        given("ap-13a", "lac-19h", SAME), given("lac-19h", "wa-14c", SAME), given("ap-13a", "wa-14c", NEITHER)
    )
    assert "you said: neither" in opened.text("#against")
    button = opened.page.locator("#against button").first
    assert re.search(r"para. 13 \(a\) and .*para. 14 \(c\)", button.inner_text())
    button.click()
    opened.press("1")
    assert not opened.page.locator("#against").is_visible()


@thorough
def test_who_stops_for_the_same_has_not_looked_for_what_is_near(opened):
    opened.page.locator("#theme").select_option("item-4-ii")
    opened.sign_in()
    while not opened.page.locator("#stopping").is_visible():
        opened.press("1")
    assert "What is near is not looked for to the end" in opened.text("#stopping-words")
    opened.page.get_by_role("button", name="Gone through for the same").click()
    assert "and all of it is done for the same." in opened.text("#stopping")
    assert opened.text("#top .said-so:last-child") == "✓ Done for the same: nothing more is asked about it."
    saved = opened.save()
    found = answers_of(saved)
    assert found.themes == ("item-4-ii",)
    own = {item.id for item in MATRIX.recommendations if "item-4-ii" in item.themes}
    assert (found.read, set(found.read_for_same)) == ((), own)
    assert saved.read_bytes().decode() == dump_reading(found, MATRIX)
    # Loaded, it stands as it was; and who has looked for what is near, too, says so.
    opened.press("z")
    assert answers_of(opened.save()).read_for_same == ()
    opened.load(dump_reading(found, MATRIX))
    assert set(answers_of(opened.save()).read_for_same) == own
    opened.page.get_by_role("button", name="Everything is gone through").click()
    found = answers_of(opened.save())
    assert (set(found.read), found.read_for_same) == (own, ())


@thorough
def test_one_that_the_reader_chose_stays_until_they_go_on(opened):
    opened.page.evaluate("lookAt(5)")
    top = opened.text("#top h3")
    assert opened.text("#said") == f"At the top: {top}. It stays until p."
    opened.press("j")
    below = opened.text(".candidate.current h3")
    opened.sign_in()
    assert (opened.text("#top h3"), opened.text(".candidate.current h3")) == (top, below)
    opened.press("3")
    assert opened.text("#top h3") == top
    assert "you chose it, so it stays until p." in opened.text("#said")
    opened.open()
    opened.press("2", "3", "z", "3", "3", "3")
    assert opened.text("#top h3") == top
    assert opened.text("#nothing") == "Nothing is open about this one. p goes on to the next question."
    opened.press("p")
    assert opened.text("#top h3") != top
    opened.page.evaluate("lookAt(0)")
    opened.press("r")
    assert opened.page.evaluate("asked") != 0


@thorough
def test_what_is_found_is_brought_to_the_top_and_escape_goes_back_to_the_question(opened):
    opened.sign_in()
    opened.page.evaluate("lookAt(0)")
    before = opened.text("#top h3")
    opened.press("/")
    opened.page.keyboard.type("probation")
    opened.press("Enter", "3")
    assert opened.text("#said").endswith("Esc goes back to the question.")
    opened.press("Escape")
    assert opened.text("#said") == "Back at the question."
    assert opened.page.locator("#words").input_value() == ""
    assert opened.page.locator("#candidates .candidate.current").count() == 1
    opened.press("/")
    opened.page.keyboard.type("statistics")
    opened.press("Enter", "t")
    assert opened.text("#top h3") == "Asia and the Pacific, para. 26 (f)"
    assert opened.text(".candidate.current h3") == before
    opened.press("/")
    opened.page.keyboard.type("probation")
    opened.page.get_by_role("button", name="To the top").click()
    assert opened.page.evaluate("items[asked].id") == "af-17b"


@thorough
def test_a_note_waits_for_another_answer_when_its_own_is_taken_back(opened):
    opened.sign_in()
    opened.press("n")
    opened.page.keyboard.type("sport is more")
    opened.press("Escape", "2", "z")
    assert opened.page.locator(".candidate.current textarea").input_value() == "sport is more"
    opened.press("3")
    assert [(one.answer, one.note) for one in answers_of(opened.save()).answers] == [
        (NEITHER, "sport is more")
    ]


@thorough
def test_the_grid_shows_what_is_near_and_alone_is_what_has_nothing_near(opened):
    opened.load_reading(given("ap-13a", "lac-19h", NEAR))
    opened.page.locator("#theme").select_option("item-3-i")
    opened.page.locator("#grid summary").click()
    opened.page.wait_for_selector("#grid th")
    heads = opened.page.locator("#grid tr th:first-child").all_inner_texts()
    assert heads[1:] == ["near another", "alone"]
    near = opened.page.locator("#grid tr").nth(1).inner_text()
    assert "(near Asia and the Pacific, para. 13 (a))" in near
    assert "14 (c)" in opened.page.locator("#grid tr").nth(2).inner_text()


@thorough
def test_the_closed_list_says_what_is_read_and_texts_are_not_called_english(opened):
    section = MATRIX.sections[0].title
    opened.page.locator("#theme").select_option(f"section:{section}")
    chosen = "document.querySelector('#theme').selectedOptions[0].text"
    assert opened.page.evaluate(chosen) == f"All of: {section}"
    assert opened.text("#said").startswith(f"You read the section “{section}”, beside the whole matrix. ")
    assert opened.page.locator("html").get_attribute("lang") == "en"
    languages = "all => [...new Set(all.map((one) => one.getAttribute('lang')))]"
    assert opened.page.locator("#top .text, .candidate .text, .path").evaluate_all(languages) == [""]


@thorough
@pytest.mark.parametrize("several", [("item-3-i",), ("item-4-ii",), ("item-3-i", "item-4-ii")])
def test_what_was_read_comes_back_from_a_file_where_the_reader_has_chosen_nothing(opened, several):
    text = dump_reading(reading(given("ap-13a", "af-17b", NEITHER), themes=several), MATRIX)
    opened.load(text)
    assert answers_of(opened.save()).themes == several
    assert opened.page.evaluate("isWanted(asked)")
    other = "item-4-ii" if several == ("item-3-i",) else "item-3-i"
    opened.page.locator("#theme").select_option(other)
    opened.load(text)
    assert answers_of(opened.save()).themes == (other,)


@thorough
def test_what_is_noticed_stands_there_once_and_is_read_out(opened):
    opened.sign_in()
    opened.page.evaluate("scrollTo(0, 0)")
    opened.load_reading(given("ap-13a", "lac-19h", SAME))
    assert opened.page.locator("#said").text_content().startswith("theirs.yaml: 1 answer added")
    assert opened.page.locator("#said").evaluate("one => one.offsetWidth") <= 1
    opened.press("3")
    assert opened.page.locator("#said").evaluate("one => one.offsetWidth") > 1


@thorough
def test_keys_open_the_grid_and_what_was_answered_and_go_back(opened):
    opened.load_reading(given("ap-13a", "lac-19h", NEITHER))
    opened.page.evaluate("lookAt(0)")
    opened.press("a", "g")
    assert opened.page.locator("#answered-list .candidate").count() == 1
    opened.page.wait_for_selector("#grid th")
    opened.press("g")
    assert not opened.page.locator("#grid table").is_visible()
    assert opened.page.locator("#candidates .candidate.current").count() == 1


@thorough
def test_a_part_has_no_more_questions_left_than_the_whole(opened):
    left = "order.left(questions, (number) => {}).questions"
    whole = opened.page.evaluate(left.replace("{}", "true"))
    parts = [opened.page.evaluate(left.replace("{}", f"number % 6 < {size}")) for size in range(1, 7)]
    assert parts == sorted(parts)
    assert parts[0] <= 5  # one of six has no more questions than that
    assert parts[-1] == whole


# Going on


@thorough
def test_what_was_answered_is_kept_when_the_page_is_closed_under_each_name(opened):
    opened.sign_in()
    opened.press("1", "3")
    opened.open()
    assert opened.page.locator("#reader").input_value() == "A. Reader"
    assert "Continued where A. Reader left off in this browser: 2 answers." in opened.text("#notice")
    opened.sign_in("B. Reader")
    assert opened.text("#progress").startswith("0 answers")
    assert "2 answers stay under A. Reader" in opened.text("#whose")
    opened.sign_in("A. Reader")
    assert opened.text("#progress").startswith("2 answers")
    opened.sign_in("A. Reeder")
    opened.page.get_by_role("button", name="They are mine").click()
    assert opened.text("#progress").startswith("2 answers")
    assert answers_of(opened.save()).reader == "A. Reeder"


@thorough
def test_what_another_window_kept_is_taken_in_and_not_written_over(opened, context):
    opened.sign_in()
    opened.press("1")
    other = Opened(context, opened.folder, opened.path.read_text(encoding="utf-8"))
    other.press("3", "n")
    other.page.keyboard.type("theirs")
    other.press("Escape", "2")
    opened.page.wait_for_selector("#notice:not([hidden])")
    assert opened.text("#notice").startswith("This goes on in another window.")
    opened.page.evaluate("put(4, 5, 'neither', '', '', whereOne())")
    opened.press("z")
    opened.page.evaluate("put(3, 5, 'neither', '', '', whereOne())")
    opened.open()
    found = answers_of(opened.save()).answers
    assert [one.answer for one in found] == [SAME, NEITHER, NEAR, NEITHER]
    assert found[2].note == "theirs"
    assert found[3].pair == ("af-17b", "ap-26f")
    assert other.faults == []


# What a browser in trouble does: it has what was kept, but not yet when the page opens.
LATE = """
const get = Storage.prototype.getItem;
Storage.prototype.getItem = function (key) {
  return window.isLate && key.includes(":") ? null : get.call(this, key);
};
window.isLate = window.name === "late";
window.name = "";
"""


@thorough
def test_a_page_that_finds_nothing_when_it_opens_writes_over_nothing(opened, context):
    opened.sign_in()
    opened.press("1", "3")
    context.add_init_script(LATE)
    opened.page.evaluate("window.name = 'late'")
    opened.open()
    assert opened.text("#progress").startswith("0 answers")
    opened.page.evaluate("isLate = false")
    opened.page.evaluate("put(4, 5, 'near', '', '', whereOne())")
    opened.open()
    assert [one.answer for one in answers_of(opened.save()).answers] == [SAME, NEITHER, NEAR]


# What Chromium now and then gives a page from a file: a storage that is empty and goes with the page.
BLIND = """
if (window.name === "blind") {
  const own = new Map();
  Storage.prototype.getItem = (key) => own.get(key) ?? null;
  Storage.prototype.setItem = (key, text) => own.set(key, text);
  Storage.prototype.removeItem = (key) => own.delete(key);
}
window.name = "";
"""


IN_THE_SECOND = """
async (words) => {
  const opened = await second;
  const texts = await answerOf(opened.transaction(SECOND).objectStore(SECOND).getAll());
  return texts.some((text) => text.includes(words));
}
"""


@thorough
def test_a_storage_that_is_empty_and_leads_nowhere_loses_nothing(opened, context):
    context.add_init_script(BLIND)
    opened.sign_in()
    opened.press("1", "3")
    opened.page.evaluate("window.name = 'blind'")
    opened.open()
    assert "Continued where A. Reader left off in this browser: 2 answers." in opened.text("#notice")
    opened.press("2")
    opened.page.wait_for_function(IN_THE_SECOND, arg='"near"')
    opened.open()
    assert [one.answer for one in answers_of(opened.save()).answers] == [SAME, NEITHER, NEAR]


@thorough
def test_a_browser_that_keeps_nothing_says_so(browser, tmp_path):
    context = browser.new_context()
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    page = Opened(context, tmp_path, write_reading_page(Similarity(MATRIX)))
    assert "keeps nothing" in page.text("#notice")
    page.sign_in()
    page.press("1")
    assert "save before you close" in page.text("#progress")
    page.sign_in("B. Reader")
    assert page.text("#progress").startswith("0 answers,")
    page.sign_in()
    assert page.text("#progress").startswith("1 answer,")
    context.close()


@thorough
def test_an_earlier_file_goes_on_and_the_later_answer_counts(opened):
    opened.sign_in()
    assert "1 answer added" in opened.load_reading(given("ap-13a", "lac-19h", SAME, note="plain"))
    later = given("lac-19h", "ap-13a", NEAR, at="2026-02-01T09:30:00Z")
    assert "0 answers added, 1 replaced" in opened.load_reading(later)
    (one,) = answers_of(opened.save()).answers
    assert (one.answer, one.note) == (NEAR, "earlier (2026-01-31T09:30:00Z): same (plain)")


@thorough
def test_what_changed_since_is_asked_again_first_and_the_rest_stays(opened, context):
    before = (given("ap-13a", "lac-19h", SAME, note="plain"), given("ap-13a", "af-17b", NEITHER))
    changed = made(lac_19h="Promote lawfulness by law alone")
    page = Opened(context, opened.folder, write_reading_page(Similarity(changed)), "changed.html")
    said = page.load(dump_reading(reading(*before), MATRIX))
    assert "1 answer to texts that have changed since: you are asked again" in said
    assert page.pair() == {"ap-13a", "lac-19h"}
    assert "A text has changed since you said: same (plain). Answer again." in page.text(".candidate.current")
    page.press("2")
    found, _ = load_reading(page.save(), changed)
    assert [(one.pair, one.answer) for one in found.answers] == [
        (("af-17b", "ap-13a"), NEITHER),
        (("ap-13a", "lac-19h"), NEAR),
    ]
    assert Judged(found, changed).lapsed == ()
    assert page.faults == []


@thorough
def test_what_the_matrix_does_not_have_stays_in_the_file(opened):
    text = dump_reading(reading(given("ap-13a", "lac-19h", SAME)), MATRIX)
    text += '  - first: "ap-99z"\n    second: "ap-13a"\n    answer: "near"\n'
    assert "1 is about recommendations that this matrix does not have" in opened.load(text)
    assert '"ap-99z"' in opened.save().read_text(encoding="utf-8")


@thorough
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (dump_reading(reading(reader="B. Reader"), MATRIX), "was not taken. It is B. Reader’s"),
        (dump_reading(reading(decides=("A", "B")), MATRIX), "It decides between readings"),
        ("reader: A. Reader\nmatrix: elsewhere\nread: []\nanswers: []\n", "It is a reading of elsewhere"),
        ("just text\n", "Line 1 is not written as this page writes it"),
        ("draft: x\n", "Line 1: there is nothing called “draft” in a reading"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_and_nothing_is_lost(opened, text, said):
    opened.sign_in()
    opened.press("1")
    assert said in opened.load(text)
    assert opened.text("#progress").startswith("1 answer,")


@thorough
def test_of_a_file_with_a_bad_answer_the_rest_is_kept(opened):
    text = dump_reading(reading(given("ap-13a", "lac-19h", SAME)), MATRIX)
    text += "  - first: ap-13a\n    second: wa-14c\n    answer: perhaps\n"
    said = opened.load(text)
    line = text.split("\n").index("  - first: ap-13a") + 1
    assert f"Line {line}: an answer is one of same, near, neither, unsure, not “perhaps”." in said
    assert opened.text("#progress").startswith("1 answer,")


@thorough
def test_a_file_by_hand_is_read(opened):
    opened.load(
        "# by hand\nreader: A. Reader\nmatrix: made-up # this one\nread: [ap-13a, 'lac-19h']\nanswers:\n"
        "- second: lac-19h\n  first: 'ap-13a'\n  answer: near\n  note: It's so # why\n"
    )
    found = answers_of(opened.save())
    assert (found.read, found.answers[0].note) == (("ap-13a", "lac-19h"), "It's so")


# Deciding


READINGS = (
    reading(given("ap-13a", "lac-19h", SAME), given("af-17b", "eu-16d", SAME), reader="Anna", read=TEXTS),
    reading(
        given("ap-13a", "lac-19h", NEAR, note="not sport"),
        given("ap-13a", "wa-14c", SAME),
        given("af-17b", "eu-16d", SAME),
        reader="Berta",
        read=TEXTS,
    ),
)


def to_decide(*decisions, readings=READINGS, **options):
    both, decided = ([Judged(one, MATRIX) for one in some] for some in (readings, decisions))
    return write_deciding_page(Compared(MATRIX, both), decided, **options)


@thorough
def test_differences_are_decided_one_after_the_other_and_what_follows_is_not_asked(context, tmp_path):
    page = Opened(context, tmp_path, to_decide())
    assert page.text("#summary") == "3 differences between 2 readers: Anna, Berta."
    assert "Berta: Near – “not sport”" in page.text(".difference")
    page.sign_in("C. Decider")
    page.press("n")
    page.page.keyboard.type("One clause.")
    page.press("Escape", "1", "1")
    # lac-19h and wa-14c are the same then, and nobody need say so.
    assert page.text("#progress").startswith("2 of 3 decided; 1 follows from that; 0 open")
    found = answers_of(page.save())
    assert page.saved_as == "decisions-c-decider.yaml"
    assert (found.reader, found.decides) == ("C. Decider", ("Anna", "Berta"))
    assert [(one.pair, one.answer, one.note) for one in found.answers] == [
        (("ap-13a", "lac-19h"), SAME, "One clause."),
        (("ap-13a", "wa-14c"), SAME, ""),
    ]
    assert page.path.with_name("saved.yaml").read_bytes().decode() == dump_reading(found, MATRIX)
    page.open()
    assert page.text("#progress").startswith("2 of 3 decided")
    page.page.locator("#show").select_option("follows")
    assert page.page.locator(".difference:visible").count() == 1
    page.press("z")
    assert page.text("#said").startswith("Taken back: ")
    assert page.text("#progress").startswith("1 of 3 decided")
    assert page.faults == []


@thorough
def test_where_one_decides_and_half_a_note_come_back_with_the_page(context, tmp_path):
    page = Opened(context, tmp_path, to_decide())
    page.sign_in("C. Decider")
    page.press("j", "n")
    page.page.keyboard.type("Half a no")
    page.open()
    assert page.page.locator("#note-1").input_value() == "Half a no"
    page.page.wait_for_selector(".difference.current[data-place='1']")
    page.press("3")
    found = answers_of(page.save())
    assert [(one.answer, one.note) for one in found.answers] == [(NEITHER, "Half a no")]


@thorough
def test_a_page_that_is_opened_anew_begins_at_the_first_that_is_open(context, tmp_path):
    before = reading(given("ap-13a", "lac-19h", NEAR), reader="C", decides=("Anna", "Berta"))
    page = Opened(context, tmp_path, to_decide(before))
    assert page.page.locator(".difference.current").get_attribute("data-place") == "1"


@thorough
def test_a_decision_before_the_name_is_asked_for_again_and_does_not_come_with_the_name(context, tmp_path):
    page = Opened(context, tmp_path, to_decide())
    page.press("2")
    assert "Nothing was done yet" in page.text("#said")
    page.sign_in("C. Decider")
    assert page.text("#progress").startswith("0 of 3 decided")


@thorough
def test_a_decision_taken_back_leaves_its_note(context, tmp_path):
    page = Opened(context, tmp_path, to_decide())
    page.sign_in("C. Decider")
    page.press("n")
    page.page.keyboard.type("Why.")
    page.press("Escape", "2", "z")
    assert page.page.locator("#note-0").input_value() == "Why."
    assert page.text("#progress").startswith("0 of 3 decided")


@thorough
def test_neither_to_one_of_several_that_are_near_is_told_at_once(context, tmp_path):
    same = given("lac-19h", "wa-14c", SAME)
    first = reading(
        same, given("ap-13a", "lac-19h", NEAR), given("ap-13a", "wa-14c", NEAR), reader="Anna", read=TEXTS
    )
    page = Opened(context, tmp_path, to_decide(readings=(first, reading(same, reader="Berta", read=TEXTS))))
    page.sign_in("C. Decider")
    # Two differences, and one answer decides both.
    assert page.text("#progress").startswith("0 of 2 decided; 2 open, about 1 to answer")
    page.press("2", "j", "3")
    assert "It goes against the rest at 2" in page.text("#said")
    assert "are near, and what is near to one of several" in page.text(
        ".difference.current .said-here .changed-since"
    )


@thorough
def test_a_page_starts_with_what_is_decided_and_who_decided_goes_on(context, tmp_path):
    before = reading(
        given("ap-13a", "lac-19h", NEAR, note="other scope"), reader="C. Decider", decides=("Anna", "Berta")
    )
    page = Opened(context, tmp_path, to_decide(before))
    assert "Decided by C. Decider: Near – “other scope”" in page.text(".difference")
    assert page.text("#progress").startswith("1 of 3 decided")
    # Another decides between them and who decided.
    page.sign_in("D. Other")
    page.press("1")
    assert answers_of(page.save()).decides == ("Anna", "Berta", "C. Decider")
    # To whom it belongs it is their own.
    page.sign_in("c. decider")
    found = answers_of(page.save("own.yaml"))
    assert (found.decides, [one.note for one in found.answers]) == (("Anna", "Berta"), ["other scope"])
    # What they take back does not come again with the page.
    page.page.locator(".difference [aria-pressed=true]").click()
    page.open()
    assert page.text("#progress").startswith("0 of 3 decided")
    assert answers_of(page.save("own.yaml")).answers == ()


@thorough
def test_blind_no_reader_is_named_and_the_file_names_them(context, tmp_path):
    page = Opened(context, tmp_path, to_decide(blind=True))
    said = page.page.locator(".difference").filter(has_text="not sport").locator(".readers").inner_text()
    assert re.search("Reader [12]: Near", said)
    assert not re.search("Anna|Berta", page.text("body"))
    page.sign_in("C. Decider")
    page.press("3")
    assert answers_of(page.save()).decides == ("Anna", "Berta")


def test_on_a_blind_page_readers_stand_in_another_order_at_each_question_and_always_in_the_same_at_one():
    orders = [readers_in_order(["A", "B"], (one, "x"), blind=True) for one in TEXTS]
    assert {*map(tuple, orders)} == {("A", "B"), ("B", "A")}
    assert orders == [readers_in_order(["A", "B"], (one, "x"), blind=True) for one in TEXTS]
    assert readers_in_order(["A", "B"], ("x",), blind=False) == ["A", "B"]


# For everybody

KINDS = {"reading": lambda: write_reading_page(Similarity(MATRIX)), "deciding": to_decide}


@thorough
@pytest.mark.parametrize("kind", KINDS)
def test_the_pages_have_landmarks_names_and_headings_in_order(context, tmp_path, kind):
    pages.check_landmarks_names_and_headings(Opened(context, tmp_path, KINDS[kind]()).page)


@thorough
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_can_be_read_against_its_ground(browser, tmp_path, kind, scheme):
    context = browser.new_context(color_scheme=scheme)
    page = Opened(context, tmp_path, KINDS[kind]())
    page.sign_in()
    page.press("1", "2")
    pages.check_contrast(page.page)
    context.close()


@thorough
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [320, 768])
def test_nothing_is_wider_than_a_phone(browser, tmp_path, kind, width):
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = Opened(context, tmp_path, KINDS[kind]())
    page.sign_in()
    page.press("1")
    pages.check_width(page.page, width)
    context.close()


@thorough
def test_texts_that_look_like_code_are_only_text(opened):
    opened.sign_in('"><img src=x onerror=alert(1)>')
    opened.page.evaluate("lookAt(5)")
    assert HOSTILE in opened.page.locator("#top .text").text_content()
    assert opened.page.title() == f"Reading together: {MATRIX.title}"
    assert opened.text("h1") == "Reading together: made-up"
    assert opened.page.locator("main img, main b, main script").count() == 0


# Firefox


@thorough
def test_firefox_does_all_this_too(tmp_path, tmp_path_factory):
    path = tmp_path / "page.html"
    path.write_text(write_reading_page(Similarity(MATRIX)), encoding="utf-8")
    firefox = Firefox(tmp_path_factory.mktemp("firefox"))
    ready = "return document.documentElement.dataset.ready === 'yes'"
    progress = "return document.getElementById('progress').textContent"
    try:
        firefox.open(path)
        wait_for(lambda: firefox.run(ready))
        firefox.press("1B. Reader\ue0071nA note\ue00c2")
        # What has come to the top is to be read first: until then no key answers.
        wait_for(lambda: firefox.press("3") or firefox.run(progress).startswith("3 answers"))
        before = firefox.run(progress)
        firefox.open(path)
        wait_for(lambda: firefox.run(ready))
        after = firefox.run(progress)
        firefox.press("s")
        saved = wait_for(lambda: next(iter(firefox.downloads.glob("*.yaml")), None))
        wait_for(lambda: saved.stat().st_size)
    finally:
        firefox.close()
    assert before == after
    found = answers_of(saved)
    assert [one.answer for one in found.answers] == [SAME, NEAR, NEITHER]
    assert found.answers[1].note == "A note"
    assert saved.read_bytes().decode() == dump_reading(found, MATRIX)


# Its command


@pytest.mark.thorough
def test_the_command_writes_the_page_and_makes_it_anew_but_not_over_what_somebody_changed(tmp_path):
    page = tmp_path / "reading.html"
    for _ in range(2):
        _, messages = run_here("match", "kyoto-2021", "-o", page)
        assert "249 recommendations of 5 regions" in messages
        assert "open reading.html in a browser" in messages
    page.write_text("Mine.", encoding="utf-8")
    run_here("match", "kyoto-2021", "-o", page, status=3)
    assert page.read_text(encoding="utf-8") == "Mine."


def test_the_command_writes_the_page_for_who_decides(tmp_path):
    for name in ("Anna", "Berta"):
        answer = (
            f"  - first: lac-19h\n    second: wa-14c\n    answer: {'same' if name == 'Anna' else 'near'}\n"
        )
        text = f"reader: {name}\nmatrix: kyoto-2021\nread: []\nanswers:\n{answer}"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    files = ("--readings", "Anna.yaml", "Berta.yaml", "-o", "differences.html")
    _, messages = run_here("match", *files, "--blind", cwd=tmp_path)
    assert "Wrote differences.html: 1 difference between 2 readers." in messages
    assert '"blind":true' in (tmp_path / "differences.html").read_text(encoding="utf-8")
    _, messages = run_here("match", *files[:3], "--blind", cwd=tmp_path, status=2)
    assert "--blind is for the page on which somebody decides" in messages


def test_what_was_decided_is_told_with_the_readings_and_is_not_open(tmp_path):
    for name, answer in (("Anna", "same"), ("Berta", "near"), ("C", "near")):
        decides = "decides: [Anna, Berta]\n" if name == "C" else ""
        why = "    note: other scope\n" if name == "C" else ""
        text = (
            f"reader: {name}\nmatrix: kyoto-2021\n{decides}read: []\nanswers:\n"
            f"  - first: lac-19h\n    second: wa-14c\n    answer: {answer}\n{why}"
        )
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    files = ("--readings", "Anna.yaml", "Berta.yaml", "C.yaml")
    printed, messages = run_here("match", *files, cwd=tmp_path)
    assert "0 differences open\n" in printed
    assert "1 difference decided\n" in printed
    assert "decided by C: near. other scope" in printed
    assert "Next: the concordance" in messages
    (difference,) = json.loads(run_here("match", *files, "--json", cwd=tmp_path)[0])["differences"]
    assert (difference["counts_as"], difference["decided"]) == ("near", {"C": "near"})
    assert difference["decision_notes"] == {"C": "other scope"}
    _, messages = run_here("match", *files, "-o", "d.html", cwd=tmp_path)
    assert "1 difference between 2 readers, 0 of them open." in messages


def test_a_decision_that_goes_against_another_is_told_when_the_concordance_is_written(tmp_path):
    said = {
        "Anna": [("lac-19h", "wa-14c", "same"), ("ap-13b", "lac-19h", "near")],
        "Berta": [("lac-19h", "wa-14c", "same"), ("ap-13b", "lac-19h", "neither")],
        "C": [("ap-13b", "lac-19h", "near"), ("ap-13b", "wa-14c", "neither")],
    }
    for name, answers in said.items():
        decides = "decides: [Anna, Berta]\n" if name == "C" else ""
        given = [f"  - {{first: {one}, second: {two}, answer: {answer}}}\n" for one, two, answer in answers]
        text = f"reader: {name}\nmatrix: kyoto-2021\n{decides}read: []\nanswers:\n{''.join(given)}"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    files = ("--readings", "Anna.yaml", "Berta.yaml", "C.yaml", "-o", "c.yaml")
    _, messages = run_here("match", *files, cwd=tmp_path)
    assert (
        "ap-13b and wa-14c were called neither, but count as near: ap-13b and lac-19h are near." in messages
    )
    # 249, without lac-19h and wa-14c, which are the same.
    assert "247 recommendations were gone through by nobody" in messages


def test_two_files_of_one_reader_are_not_two_readings_and_the_command_says_whose_they_are(tmp_path):
    for name in ("a", "b"):
        text = "reader: Anna\nmatrix: kyoto-2021\nread: []\nanswers: []\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    _, messages = run_here("match", "--readings", "a.yaml", "b.yaml", cwd=tmp_path, status=2)
    assert "Anna alone made several of these files; --readings takes the readings of two people" in messages


@thorough
def test_what_kind_of_reader_a_file_says_it_was_is_kept(opened):
    whole = reading(given("ap-13a", "lac-19h", SAME))
    text = dump_reading(whole, MATRIX).replace("read: [", 'readers: "three programs"\nread: [', 1)
    opened.load(text)
    opened.open()
    saved = opened.save()
    assert 'readers: "three programs"\n' in saved.read_text(encoding="utf-8")
    assert saved.read_bytes().decode() == dump_reading(load_reading(saved, MATRIX)[0], MATRIX)
