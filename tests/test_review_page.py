"""The review page, used in real browsers as a reviewer uses it: from a file, mostly by keyboard."""

from __future__ import annotations

import itertools
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from browsers import Firefox, chromium, policy_of, wait_for
from test_review import items_of, signed, to_review
from word_editing import Edit
from word_reading import draft

from drafter.model import Region
from drafter.reading.findings import entries_for
from drafter.reading.items import ClauseToReview, Item
from drafter.reading.page import write_review_page
from drafter.reading.review import Review, Verdict, dump_review, fingerprint, load_review
from tools import drafter_here, tool

pytestmark = pytest.mark.thorough  # a browser is started for each
LAWFULNESS = "clause_culture_of_lawfulness"
HOSTILE = '</script><script>document.title="owned"</script><!-- @@DATA@@ "\' \\ &lt; <b>'


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture
def context(browser):
    """A browser without memory, as on another person's machine."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "draft.docx").write_bytes(draft(3))
    return tmp_path


def make_page(folder, *options, word="draft.docx"):
    done = drafter_here("review", word, "-o", "review.html", *options, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return folder / "review.html"


class Opened:
    """An opened page, and everything that it should not have done."""

    def __init__(self, context, path):
        self.faults = []
        self.page = context.new_page()
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._look_at)
        self.path = path
        self.open()

    def _look_at(self, request):
        if request.url != self.path.as_uri():
            self.faults.append(request.url)

    def open(self):
        self.page.goto(self.path.as_uri())
        self.page.wait_for_selector("html[data-ready]")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def sign_in(self, name="A. Reviewer"):
        # Looking for it by its label takes Playwright half a minute on a page of 2,000 clauses.
        self.page.locator("#reviewer").fill(name)
        self.press("Enter")

    def text(self, selector):
        return self.page.locator(selector).inner_text()

    def current(self):
        return int(self.page.locator(".item.current").get_attribute("data-place"))

    def standings(self):
        return self.page.locator(".item").evaluate_all("items => items.map((one) => one.dataset.standing)")

    def shown(self):
        return self.page.locator(".item").evaluate_all(
            "items => items.filter((one) => one.checkVisibility()).map((one) => Number(one.dataset.place))"
        )

    def save(self, folder, name="review.yaml"):
        with self.page.expect_download() as download:
            self.press("s")
        assert download.value.suggested_filename == "review.yaml"
        download.value.save_as(folder / name)
        return folder / name

    def load(self, path):
        # A notice of something earlier must not be taken for that of this file.
        self.page.evaluate("document.getElementById('notice').hidden = true")
        self.page.get_by_label("Continue from an earlier review.yaml").set_input_files(path)
        self.page.wait_for_selector("#notice:not([hidden])")


@pytest.fixture
def opened(context, folder):
    page = Opened(context, make_page(folder))
    yield page
    assert page.faults == []


def today():
    return datetime.now(UTC).astimezone().date().isoformat()


# What it shows


def test_the_page_is_one_file_that_may_load_nothing(folder):
    text = make_page(folder).read_text(encoding="utf-8")
    policy = policy_of(text)

    assert policy["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-[\w+/=]+'", policy["script-src"])
    assert not re.findall(r"(?:src|href)=[\"'](?!#)", text)
    assert not re.findall(r"https?://", text.split('<script type="application/json"')[0])


def test_every_citation_is_shown_with_both_texts_word_for_word(opened, folder):
    items = items_of((folder / "draft.docx").read_bytes())

    def texts(selector):
        return opened.page.locator(selector).evaluate_all("all => all.map((one) => one.textContent)")

    assert texts(".wording .text") == [item.wording for item in items]
    assert texts(".source .text") == [item.text for item in items]
    assert texts(".source h4") == [f"{item.name} footnote {item.footnotes[0]}" for item in items]
    assert opened.text("#progress") == f"0 of {len(items)} signed"


def test_what_is_marked_and_what_is_not_together_are_both_texts(opened, folder):
    items = items_of((folder / "draft.docx").read_bytes())
    pairs = [[item.text, item.wording] for item in items]
    pairs += [list(one) for one in itertools.pairwise(item.text for item in items)]
    pairs += [["", "a"], ["İstanbul’s x²", "istanbul's x2"], ["[;", ".] ,"]]

    found = opened.page.evaluate("pairs => pairs.map(([one, other]) => differences(one, other))", pairs)

    for (old, new), stretches in zip(pairs, found, strict=True):
        assert "".join(was for side, _, was in stretches if side != "new") == old
        assert "".join(text for side, text, _ in stretches if side != "old") == new


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("Promote strong ties.", "promote firm ties;", ["strong"], ["firm"]),
        ("Consider promoting ties.", "Promoting ties;", ["Consider "], []),
        ("Ratify the conventions.", "[Ratify the conventions;]", [], []),
        ("people’s rights", "people's rights", [], []),
        ("See para. 5", "See para. 6", ["5"], ["6"]),
        ("Protect the archives.", "[Train judges;]", ["Protect the archives"], ["Train judges"]),
    ],
)
def test_whole_words_are_marked_and_capitals_closing_marks_and_brackets_are_not(opened, old, new, gone, come):
    found = opened.page.evaluate("([one, other]) => differences(one, other)", [old, new])

    assert [text for side, text, _ in found if side == "old"] == gone
    assert [text for side, text, _ in found if side == "new"] == come


def test_problems_stand_at_their_citation(context, folder):
    edit = Edit(draft(3))
    (reference,) = edit.references(edit.clause(LAWFULNESS))
    edit.set_note(reference, "Report of the regional preparatory meeting for Africa, para. 999 (z).")
    (folder / "edited.docx").write_bytes(edit.save())

    page = Opened(context, make_page(folder, word="edited.docx"))
    page.page.get_by_label("Show").select_option("With problems")

    (shown, *_) = page.shown()
    item = page.page.locator(f"#item-{shown}")
    assert "Error:" in item.text_content()
    assert "para. 999 (z)" in item.text_content()


def test_a_citation_that_leads_to_no_paragraph_shows_what_may_be_meant(context, folder):
    edit = Edit(draft(3))
    (reference,) = edit.references(edit.clause(LAWFULNESS))
    edit.set_note(
        reference,
        "Report of the regional preparatory meeting for Latin America and the Caribbean, para. 19 (z).",
    )
    (folder / "edited.docx").write_bytes(edit.save())
    items = items_of((folder / "edited.docx").read_bytes())
    place = next(n for n, one in enumerate(items) if one.missing)

    page = Opened(context, make_page(folder, word="edited.docx"))
    source = page.page.locator(f"#item-{place} .source")

    assert source.locator("h4").first.text_content() == "No such paragraph footnote 18"
    assert (
        "There is no para. 19 (z) in the report of Latin America and the Caribbean." in source.text_content()
    )
    assert all(text.title in source.text_content() for text in items[place].meant)
    assert all(text.text in source.text_content() for text in items[place].meant)


def test_texts_that_look_like_code_are_only_text(context, folder):
    edit = Edit(draft(3))
    edit.replace_words(edit.clause(LAWFULNESS), "culture of lawfulness", HOSTILE)
    (folder / "a&b'draft.docx").write_bytes(edit.save())

    page = Opened(context, make_page(folder, word="a&b'draft.docx"))
    page.sign_in('"><img src=x onerror=alert(1)>')
    page.press("j", "1")
    saved = load_review(page.save(folder))

    assert page.page.title() == "Review of a&b'draft.docx"
    assert page.page.locator("script").count() == 2
    assert page.page.locator("main img, main b, main script").count() == 0
    wordings = page.page.locator(".wording .text").evaluate_all("all => all.map((one) => one.textContent)")
    assert any(HOSTILE in wording for wording in wordings)
    assert any(HOSTILE in entry.wording for entry in saved.entries)
    assert page.faults == []


# Signing


def test_nothing_is_signed_without_a_name(opened):
    opened.press("j", "1")

    assert opened.text("#said").startswith("Write your name first")
    assert set(opened.standings()) == {"pending"}
    assert opened.page.evaluate("document.activeElement.id") == "reviewer"

    opened.page.keyboard.type("A. Reviewer")
    opened.press("Enter")

    # The verdict that was asked for is given, and nothing of the asking stays.
    assert opened.standings()[:2] == ["supported", "pending"]
    assert opened.current() == 1
    assert opened.text("#said").endswith(": supported.")
    assert opened.page.locator("#reviewer").get_attribute("aria-invalid") is None


def test_a_click_and_a_note_without_a_name_are_done_when_there_is_one(opened):
    opened.page.locator("textarea").first.fill("A note")
    opened.page.locator("textarea").first.blur()
    opened.page.locator(".item").first.get_by_role("button", name="Not supported").click()
    assert set(opened.standings()) == {"pending"}

    opened.sign_in()

    assert opened.standings()[0] == "not supported"
    assert opened.page.locator("textarea").first.input_value() == "A note"


def test_what_was_said_of_the_end_is_gone_when_one_goes_on(opened):
    opened.press("j", "k")
    assert "This is the first one here" in opened.text("#said")
    opened.press("j")
    assert opened.text("#said") == ""


def test_a_reviewer_goes_through_by_keyboard_and_the_file_goes_into_the_check(opened, folder):
    items = items_of((folder / "draft.docx").read_bytes())
    opened.sign_in()
    opened.press("j")
    verdicts = ["1", "1", "2", "3"]
    opened.press(*verdicts)
    opened.press("n")
    opened.page.keyboard.type("Which “region”: #5?\nSee C:\\drafts")
    opened.press("Escape")
    opened.press(*"1" * (len(items) - len(verdicts)))

    assert opened.text("#progress").startswith(f"{len(items)} of {len(items)} signed")
    assert "Everything is signed" in opened.text("#said")

    saved = opened.save(folder)
    review = load_review(saved)
    expected = [Verdict.SUPPORTED, Verdict.SUPPORTED, Verdict.NOT_SUPPORTED, Verdict.UNSURE]
    assert [entry.verdict for entry in review.entries][:5] == [*expected, Verdict.SUPPORTED]
    assert {(entry.by, entry.on) for entry in review.entries} == {("A. Reviewer", today())}
    assert review.entries[4].note == "Which “region”: #5?\nSee C:\\drafts"

    check = drafter_here("check", "--review", "review.yaml", "draft.docx", cwd=folder)
    assert check.returncode == 1  # one is not supported
    count = len(items)
    assert (
        f"review.yaml: {count} of {count} citations signed: {count - 2} supported, 1 not supported, 1 unsure."
        in check.stderr.decode()
    )


def test_the_page_writes_the_file_as_drafter_writes_it(opened, folder):
    opened.sign_in("Zoë “Z” O’Neil: #1 \u00a0\u2028 – 😀")
    opened.press("j", "1", "k", "n")
    opened.page.keyboard.type('tab\there "quoted" \\ back\nnew line \u2028\u00ad\u0085 end')
    opened.press("Escape", "j", "j", "2")
    saved = opened.save(folder)

    items = items_of((folder / "draft.docx").read_bytes())
    review = Review("draft.docx", entries_for(items, load_review(saved)))

    assert saved.read_bytes().decode() == dump_review(review)
    assert sum(1 for entry in review.entries if entry.verdict) == 2


def test_characters_that_drafter_takes_in_no_file_are_left_out_of_notes(opened, folder):
    opened.sign_in("A\u202e Reviewer")
    opened.press("j", "1", "k")
    opened.page.locator("textarea").first.fill("one\u202etwo\u2066")
    opened.page.locator("textarea").first.blur()

    entry = load_review(opened.save(folder)).entries[0]

    assert (entry.by, entry.note) == ("A Reviewer", "onetwo")


def test_a_verdict_can_be_taken_back(opened, folder):
    opened.sign_in()
    opened.press("j", "1", "k", "0")

    assert opened.standings()[0] == "pending"
    assert load_review(opened.save(folder)).entries[0].verdict is None


def test_a_note_changed_by_another_is_signed_by_them(context, folder):
    items = items_of(draft(3))
    (folder / "first.yaml").write_text(
        dump_review(Review("draft.docx", (signed(items[0]),))), encoding="utf-8"
    )
    page = Opened(context, make_page(folder, "--review", "first.yaml"))
    page.sign_in("Somebody Else")
    page.press("j", "n")
    page.page.keyboard.type("Not quite.")
    page.press("Escape")

    entry = load_review(page.save(folder)).entries[0]

    assert (entry.verdict, entry.by, entry.note) == (Verdict.SUPPORTED, "Somebody Else", "Not quite.")


def test_the_mouse_signs_too_and_a_second_click_takes_it_back(opened):
    opened.sign_in()
    button = opened.page.locator(".item").first.get_by_role("button", name="Not supported")
    button.click()
    assert (opened.standings()[0], button.get_attribute("aria-pressed")) == ("not supported", "true")
    button.click()
    assert (opened.standings()[0], button.get_attribute("aria-pressed")) == ("pending", "false")


def test_tab_and_enter_are_enough(opened):
    opened.page.get_by_label("Your name").fill("A. Reviewer")
    opened.press("Tab")
    for _ in range(40):
        opened.press("Tab")
        if opened.page.evaluate("document.activeElement.dataset.verdict === 'unsure'"):
            break
    opened.press("Enter")

    assert opened.standings()[0] == "unsure"


def test_keys_do_nothing_while_one_writes(opened):
    opened.sign_in("jk123")
    opened.press("j", "n")
    opened.page.keyboard.type("1 2 3 j k n s ?")
    opened.press("Escape")

    assert set(opened.standings()) == {"pending"}
    assert opened.page.locator("textarea").first.input_value() == "1 2 3 j k n s ?"


def test_the_list_of_keys_opens_and_closes(opened):
    opened.press("?")
    assert opened.page.get_by_role("dialog", name="Keys").is_visible()
    opened.page.get_by_role("button", name="Close").click()
    assert not opened.page.get_by_role("dialog").is_visible()


# Going on


def test_progress_is_kept_when_the_page_is_closed(opened):
    opened.sign_in()
    opened.press("j", "1", "2")

    opened.open()

    assert opened.standings()[:3] == ["supported", "not supported", "pending"]
    assert opened.page.get_by_label("Your name").input_value() == "A. Reviewer"
    assert "2 not saved to a file yet" in opened.text("#progress")
    assert "Continued where you left off" in opened.text("#notice")


def test_a_page_made_with_an_earlier_review_continues_it(opened, folder, browser):
    opened.sign_in()
    opened.press("j", "1", "2", "3")
    opened.save(folder)

    other = browser.new_context()
    page = Opened(other, make_page(folder, "--review", "review.yaml"))

    assert page.standings()[:4] == ["supported", "not supported", "unsure", "pending"]
    page.press("p")
    assert page.current() == 3
    other.close()


def test_an_earlier_review_can_be_loaded_in_the_page(opened, folder, browser):
    opened.sign_in()
    opened.press("j", "1", "2", "n")
    opened.page.keyboard.type("A note")
    opened.press("Escape")
    saved = opened.save(folder)
    other = browser.new_context(accept_downloads=True)

    page = Opened(other, folder / "review.html")
    page.load(saved)
    again = page.save(folder, "again.yaml")

    assert page.standings()[:3] == ["supported", "not supported", "pending"]
    assert again.read_bytes() == saved.read_bytes()
    assert page.faults == []
    other.close()


def blank(item):
    """The block of a citation that nobody has judged yet."""
    return replace(signed(item), verdict=None, by="", on="")


def write_review(path, *entries):
    path.write_text(dump_review(Review("draft.docx", entries)), encoding="utf-8")
    return path


@pytest.mark.parametrize("is_saved", [True, False])
def test_a_blank_in_a_file_that_is_loaded_never_takes_the_place_of_a_verdict(opened, folder, is_saved):
    items = items_of(draft(3))
    opened.sign_in()
    opened.press("j", "1", "2")
    if is_saved:
        opened.save(folder)

    opened.load(write_review(folder / "theirs.yaml", *map(blank, items[:3]), signed(items[3])))

    assert opened.standings()[:5] == ["supported", "not supported", "pending", "supported", "pending"]
    assert "1 added, 0 replaced, 0 different" in opened.text("#notice")
    opened.open()
    assert opened.standings()[:4] == ["supported", "not supported", "pending", "supported"]
    again = load_review(opened.save(folder, "both.yaml")).entries
    assert [entry.by for entry in again[:4]] == ["A. Reviewer", "A. Reviewer", "", "A. Reviewer"]


def test_a_page_made_with_a_blank_file_keeps_what_was_saved_in_this_browser(context, folder):
    items = items_of(draft(3))
    page = Opened(context, make_page(folder))
    page.sign_in()
    page.press("j", "1")
    page.save(folder)
    write_review(folder / "theirs.yaml", blank(items[0]), signed(items[1], Verdict.UNSURE))

    make_page(folder, "--review", "theirs.yaml")
    page.open()

    assert page.standings()[:3] == ["supported", "unsure", "pending"]


def test_of_two_verdicts_the_reviewers_own_stays_until_they_take_the_other(opened, folder):
    items = items_of(draft(3))
    theirs = replace(signed(items[0], note="Seen."), by="C. Colleague")
    opened.sign_in()
    opened.press("j", "2")

    opened.load(write_review(folder / "theirs.yaml", theirs, signed(items[1])))

    assert opened.standings()[:3] == ["not supported", "supported", "pending"]
    assert "1 added, 0 replaced, 1 different" in opened.text("#notice")
    opened.open()  # nothing of it is forgotten
    opened.page.get_by_role("button", name="Show them").click()
    assert opened.shown() == [0]
    conflict = opened.page.locator("#item-0 .conflict")
    assert "In theirs.yaml: Supported: C. Colleague, 2026-01-31. Note: Seen." in conflict.text_content()
    conflict.get_by_role("button", name="Take this one").click()
    assert opened.standings()[0] == "supported"
    assert not opened.page.locator("#deciding").is_visible()
    assert load_review(opened.save(folder)).entries[0] == theirs


def test_all_of_ones_own_verdicts_can_be_kept_at_once(opened, folder):
    items = items_of(draft(3))
    opened.sign_in()
    opened.press("j", "2", "2")
    opened.load(write_review(folder / "theirs.yaml", *(replace(signed(one), by="C.") for one in items[:2])))

    opened.page.get_by_role("button", name="Keep all of mine").click()
    opened.open()

    assert opened.standings()[:3] == ["not supported", "not supported", "pending"]
    assert not opened.page.locator("#deciding").is_visible()


def test_what_has_just_been_taken_back_is_not_brought_back_by_a_file(opened, folder):
    items = items_of(draft(3))
    opened.sign_in()
    opened.press("j", "1", "k", "0")

    opened.load(write_review(folder / "theirs.yaml", signed(items[0])))

    assert opened.standings()[0] == "pending"
    assert "1 different" in opened.text("#notice")


def test_a_file_for_another_round_keeps_its_blocks_when_the_page_is_closed(opened, folder):
    item = items_of(draft(3))[0]
    gone = replace(signed(item), clause="not-there-any-more")
    opened.load(write_review(folder / "theirs.yaml", gone))

    opened.open()

    assert load_review(opened.save(folder)).entries[-1] == gone


@pytest.mark.parametrize(("on", "standing"), [("2099-01-01", "unsure"), ("2026-01-31", "supported")])
def test_a_saved_verdict_gives_way_to_a_later_one_of_the_same_person_and_to_no_other(
    context, folder, on, standing
):
    page = Opened(context, make_page(folder))
    page.sign_in()
    page.press("j", "1")
    saved = page.save(folder)
    text = saved.read_text(encoding="utf-8").replace('verdict: "supported"', 'verdict: "unsure"')
    saved.write_text(text.replace(today(), on), encoding="utf-8")

    make_page(folder, "--review", "review.yaml")
    page.open()

    assert page.standings()[0] == standing
    assert page.page.locator("#deciding").is_visible() == (standing == "supported")


def test_what_changed_since_it_was_signed_is_shown_and_can_be_signed_anew(context, folder):
    items = items_of(draft(3))
    review = Review("draft.docx", tuple(map(signed, items)))
    (folder / "old.yaml").write_text(dump_review(review), encoding="utf-8")
    edit = Edit(draft(3))
    edit.replace_words(edit.clause(LAWFULNESS), "culture of lawfulness", "habit of obedience")
    (folder / "next.docx").write_bytes(edit.save())
    place = next(n for n, item in enumerate(items) if item.clause == "culture-of-lawfulness")

    page = Opened(context, make_page(folder, "--review", "old.yaml", word="next.docx"))
    item = page.page.locator(f"#item-{place}")

    assert page.standings().count("changed") == 1
    assert item.locator(".since del").text_content() == "culture of lawfulness"
    assert item.locator(".since ins").text_content() == "habit of obedience"
    assert "A. Reviewer, 2026-01-31" in item.locator(".since").text_content()

    page.sign_in("B. Reviewer")
    page.press("p", "2")
    entry = load_review(page.save(folder)).entries[place]
    assert (entry.by, entry.verdict) == ("B. Reviewer", Verdict.NOT_SUPPORTED)
    assert "habit of obedience" in entry.wording


def test_what_changed_since_is_kept_when_the_page_is_closed(context, folder):
    items = items_of(draft(3))
    old = replace(
        signed(items[0]), wording="Other words;", fingerprint=fingerprint("Other words;", items[0].text)
    )
    (folder / "old.yaml").write_text(dump_review(Review("draft.docx", (old,))), encoding="utf-8")
    page = Opened(context, make_page(folder))
    page.load(folder / "old.yaml")
    assert page.standings()[0] == "changed"

    page.open()

    assert page.standings()[0] == "changed"
    assert load_review(page.save(folder)).entries[0] == old


def test_a_browser_that_keeps_nothing_says_so(browser, folder):
    context = browser.new_context()
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    page = Opened(context, make_page(folder))

    assert "keeps nothing" in page.text("#notice")
    page.sign_in()
    page.press("j", "1")
    assert "save before you close" in page.text("#progress")
    context.close()


def test_what_is_gone_from_the_draft_stays_in_the_file(context, folder):
    items = items_of(draft(3))
    gone = replace(signed(items[0]), clause="not-there-any-more")
    (folder / "old.yaml").write_text(dump_review(Review("draft.docx", (gone,))), encoding="utf-8")

    page = Opened(context, make_page(folder, "--review", "old.yaml"))

    assert "1 signed, no longer in the draft" in page.text("#progress")
    assert load_review(page.save(folder)).entries[-1] == gone


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("reviewed:\n  - clause: a\n    source: b\n", "Line 2: this block has no wording"),
        ("reviewed: [{clause: a}]\n", "Line 1 is not written as this page writes it"),
        ("reviewed:\n  - clause: |\n      a\n", "Line 2 is not written as this page writes it"),
        ("just text\n", "Line 1 is not written as this page writes it"),
        ('reviewed:\n  - clause: "a\n', "Line 2 is not written as this page writes it"),
    ],
)
def test_a_file_that_the_page_cannot_read_is_refused_and_nothing_is_lost(opened, folder, text, said):
    opened.sign_in()
    opened.press("j", "1")
    (folder / "odd.yaml").write_text(text, encoding="utf-8")

    opened.load(folder / "odd.yaml")

    assert "odd.yaml was not taken" in opened.text("#notice")
    assert said in opened.text("#notice")
    assert opened.standings()[0] == "supported"


def test_a_file_with_other_quotes_comments_and_order_is_read(opened, folder):
    item = items_of(draft(3))[0]
    entry = signed(item)
    (folder / "hand.yaml").write_text(
        "# by hand\nreviewed:\n\n"
        f"- source: {item.source}   # the source\n  clause: '{item.clause}'\n"
        f"  verdict: not supported\n  by: Me # myself\n  on: 2026-01-31\n  note: 'It''s so'\n"
        f'  wording: "{item.wording}"\n  text: "{item.text}"\n  fingerprint: {entry.fingerprint}\n',
        encoding="utf-8",
    )

    opened.load(folder / "hand.yaml")
    saved = load_review(opened.save(folder)).entries[0]

    assert (saved.verdict, saved.by, saved.note) == (Verdict.NOT_SUPPORTED, "Me", "It's so")


# Filters


def test_filters_show_what_they_say(opened):
    items = items_of(draft(3))
    opened.sign_in()
    opened.press("j", "1", "2")
    show = opened.page.get_by_label("Show", exact=True)

    show.select_option("Pending")
    assert opened.shown() == list(range(2, len(items)))
    show.select_option("Not supported")
    assert opened.shown() == [1]
    show.select_option("Changed since signed")
    assert opened.shown() == []
    assert opened.page.get_by_text("Nothing here with these filters.").first.is_visible()
    show.select_option("Show all")
    opened.page.get_by_label("Region", exact=True).select_option("Africa")
    assert opened.shown() == [n for n, item in enumerate(items) if item.region == "af"]
    assert f"{len(opened.shown())} citations shown" in opened.text("#said")


def test_a_heading_filters_its_clauses(opened):
    clauses = to_review(draft(3))
    heading = clauses[-1].headings[-1]
    expected = []
    place = 0
    for clause in clauses:
        places = range(place, place + len(clause.items))
        place += len(clause.items)
        if clause.headings and clause.headings[-1] == heading:
            expected += places

    opened.page.get_by_label("Heading", exact=True).select_option(value=heading)

    assert opened.shown() == expected


def test_keys_go_only_to_what_the_filters_show(opened):
    items = items_of(draft(3))
    opened.page.get_by_label("Region", exact=True).select_option("Africa")
    african = [n for n, item in enumerate(items) if item.region == "af"]

    assert opened.current() == african[0]
    opened.press("j")

    assert opened.current() == african[1]


def test_a_filter_gives_the_keys_back_and_marks_its_first_result(opened):
    items = items_of(draft(3))
    opened.sign_in()
    opened.press("j", "1")
    show = opened.page.get_by_label("Show", exact=True)
    for by_mouse in (True, False):
        if by_mouse:
            show.select_option("Pending")
        else:
            show.select_option("all")
            show.focus()
            opened.press("ArrowDown")
        assert show.input_value() == "open"
        assert opened.current() == 1
        opened.press("j")
        assert opened.current() == 2
        opened.press("p")
        assert show.input_value() == "open"
        assert opened.current() == 3
    assert len(items) > 3


def test_where_one_is_stays_marked_with_the_mouse_and_inside_the_block(opened):
    outline = "one => getComputedStyle(one).outlineStyle + getComputedStyle(one).outlineWidth"
    opened.page.get_by_role("button", name="Next").click()
    assert opened.page.locator(".item.current").evaluate(outline) == "solid3px"
    opened.page.locator(".item").nth(1).locator("textarea").click()
    assert opened.current() == 1
    assert opened.page.locator(".item.current").evaluate(outline) == "solid3px"


@pytest.mark.parametrize("width", [320, 1280])
def test_the_buttons_stay_where_they_are_whatever_is_said(browser, folder, width):
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = Opened(context, make_page(folder))
    page.sign_in()
    page.press("j")

    def places():
        found = page.page.locator("nav select, nav button").evaluate_all(
            "all => all.map((one) => [one.getBoundingClientRect().x, one.getBoundingClientRect().y])"
        )
        return [[round(x), round(y)] for x, y in found]

    page.page.evaluate("document.querySelector('nav').scrollIntoView()")
    before = places()
    page.press("2", "3", "1")
    page.load(
        write_review(folder / "theirs.yaml", *(replace(signed(one), by="C.") for one in items_of(draft(3))))
    )
    page.page.evaluate("document.querySelector('nav').scrollIntoView()")

    assert "not saved to a file yet" in page.text("#progress")
    assert page.page.locator("#deciding").is_visible()
    assert places() == before
    context.close()


def test_filter_and_place_are_kept_when_the_page_is_closed(opened):
    opened.page.get_by_label("Region", exact=True).select_option("Africa")
    opened.press("j")
    shown, current = opened.shown(), opened.current()

    opened.open()

    assert (opened.shown(), opened.current()) == (shown, current)
    opened.press("k")
    assert opened.current() == shown[0]


def test_only_pairs_that_differ_can_be_shown(opened):
    marks = opened.page.locator(".item").evaluate_all(
        "all => all.map((one) => !!one.querySelector('ins, del'))"
    )
    differing = [place for place, is_marked in enumerate(marks) if is_marked]
    opened.page.get_by_label("Show", exact=True).select_option("Texts that differ")

    assert opened.shown() == differing
    assert 0 < len(differing) < len(marks)


def test_problems_are_seen_at_the_head_and_reached_from_the_top_and_can_be_hidden(context, folder):
    edit = Edit(draft(3))
    (reference,) = edit.references(edit.clause(LAWFULNESS))
    edit.set_note(reference, "Report of the regional preparatory meeting for Africa, para. 999 (z).")
    (folder / "edited.docx").write_bytes(edit.save())
    page = Opened(context, make_page(folder, word="edited.docx"))

    page.page.get_by_role("button", name="Show the").click()

    (shown, *_) = page.shown()
    clause = page.page.locator(f"#item-{shown}").locator("xpath=..")
    assert "1 error" in clause.locator("h3").inner_text()
    assert page.current() == shown
    page.page.get_by_label("Hide what drafter found").check()
    assert "error" not in clause.inner_text().lower()


def test_two_texts_with_little_in_common_are_marked_whole_and_called_different(context, folder):
    edit = Edit(draft(3))
    (reference,) = edit.references(edit.clause(LAWFULNESS))
    edit.set_note(reference, "Report of the regional preparatory meeting for Africa, para. 60 (b).")
    (folder / "edited.docx").write_bytes(edit.save())
    items = items_of((folder / "edited.docx").read_bytes())
    place = next(
        n for n, one in enumerate(items) if (one.clause, one.source) == ("culture-of-lawfulness", "af-60b")
    )

    page = Opened(context, make_page(folder, word="edited.docx"))
    item = page.page.locator(f"#item-{place}")

    assert item.locator(".apart").text_content().startswith("Different text")
    assert item.locator(".source del").all_text_contents() == [items[place].text.rstrip(".")]
    assert item.locator(".wording ins").all_text_contents() == [items[place].wording.strip("[];")]
    assert page.page.locator(".apart").count() == 1


# For everybody


def test_the_page_has_landmarks_names_and_headings_in_order(opened):
    page = opened.page
    for role in ("banner", "navigation", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role
    levels = page.locator("main :is(h2, h3, h4)").evaluate_all(
        "all => all.map((one) => Number(one.tagName[1]))"
    )
    assert levels[0] == 2
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    unnamed = page.locator("input, select, textarea, button, progress").evaluate_all(
        """all => all.filter((one) =>
          !(one.labels && one.labels.length) && !one.ariaLabel && !one.textContent.trim()).length"""
    )
    assert unnamed == 0
    ids = page.locator("[id]").evaluate_all("all => all.map((one) => one.id)")
    assert len(ids) == len(set(ids))
    assert page.locator("html").get_attribute("lang") == "en"


def test_what_happens_is_said_and_where_one_is_can_be_seen(opened):
    opened.sign_in()
    assert opened.page.locator("#said").get_attribute("aria-live") == "polite"
    opened.press("j")
    outline = "one => getComputedStyle(one).outlineStyle + getComputedStyle(one).outlineWidth"
    assert opened.page.locator(".item.current").evaluate(outline) == "solid3px"
    name = opened.page.locator(".item.current").get_attribute("aria-label")
    assert name.startswith("Clause 1, ")
    assert name.endswith(": Pending")
    opened.press("1")
    assert opened.page.locator(".item").first.get_attribute("aria-label").endswith(": Supported")
    opened.press("Tab")
    assert opened.page.locator(":focus").evaluate(outline) == "solid3px"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_against_its_ground(browser, folder, scheme):
    context = browser.new_context(color_scheme=scheme)
    page = Opened(context, make_page(folder))
    page.sign_in()
    page.press("j", "1", "2", "3")

    pairs = page.page.evaluate(
        """() => {
          const ground = (one) => {
            for (let at = one; at; at = at.parentElement) {
              const color = getComputedStyle(at).backgroundColor;
              if (color !== "rgba(0, 0, 0, 0)") return color;
            }
            return getComputedStyle(document.body).backgroundColor;
          };
          return [...document.querySelectorAll("body *")]
            .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
            .map((one) => [getComputedStyle(one).color, ground(one), one.tagName + "." + one.className]);
        }"""
    )
    poor = {
        name: round(contrast(ink, ground), 2) for ink, ground, name in pairs if contrast(ink, ground) < 4.5
    }

    assert len(pairs) > 100
    assert poor == {}
    context.close()


def contrast(ink, ground):
    """The ratio of two colours (Web Content Accessibility Guidelines 2.2, relative luminance)."""

    def luminance(color):
        parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(ink), luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_is_wider_than_a_phone(browser, folder, width):
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = Opened(context, make_page(folder))
    page.sign_in()
    page.press("j", "1")

    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    one, other = page.page.locator(".item").first.locator(".texts > div").all()
    below = one.bounding_box()["y"] + one.bounding_box()["height"] <= other.bounding_box()["y"]
    assert below
    context.close()


def test_print_has_every_text_verdict_and_note_and_no_buttons(opened, folder):
    items = items_of(draft(3))
    opened.sign_in()
    opened.press("j", "2", "k", "n")
    opened.page.keyboard.type("A note for the printer")
    opened.press("Escape")
    opened.page.evaluate(
        """() => {
          const folded = document.createElement("details");
          folded.innerHTML = "<summary>As drafted</summary><p>Folded away</p>";
          document.querySelector(".item").append(folded);
        }"""
    )
    opened.page.pdf(path=folder / "print.pdf", format="A4")
    printed = subprocess.run(
        [tool("pdftotext"), str(folder / "print.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    said = re.sub(r"\W+", "", printed)

    for item in items:
        assert re.sub(r"\W+", "", item.name) in said
    words = {word for item in items for word in re.findall(r"[a-z]{9,}", item.text)}
    assert len([word for word in words if word in said]) / len(words) > 0.95  # some are divided at line ends
    assert "Note: A note for the printer" in printed
    assert "Not supported: A. Reviewer" in printed
    assert "Save review.yaml" not in printed.split("A verdict says")[0]
    assert "Folded away" in printed
    assert "Signature" in printed
    assert opened.page.locator("details[open]").count() == 0
    opened.page.emulate_media(media="print")
    assert (
        opened.page.locator(".item.current").evaluate("one => getComputedStyle(one).outlineStyle") == "none"
    )


# Large drafts


def large_page(count):
    """A page of many clauses, each with two sources."""
    words = (
        "strengthen international cooperation to prevent crime and uphold the rule of law everywhere".split()
    )
    clauses = []
    for number in range(count):
        text = " ".join(words[(number * 7 + place * 3) % len(words)] for place in range(60))
        items = tuple(
            Item(
                f"clause-{number}",
                f"{region}-{number + 1}",
                str(number + 1),
                f"Promote {text};",
                f"Consider {text}.",
                region=region,
                name=f"{region}, para. {number + 1}",
                footnotes=(2 * number + place,),
            )
            for place, region in enumerate(("af", "eu"))
        )
        heading = f"Theme {number // 50}"
        clauses.append(
            ClauseToReview(
                f"clause-{number}", str(number + 1), text[:40], ("Actions", heading), items, (number,)
            )
        )
    regions = (Region("af", "Africa"), Region("eu", "Europe"))
    return write_review_page("large.docx", "0" * 64, f"{count} clauses", regions, clauses, (), Review())


def test_two_thousand_clauses_are_made_opened_and_gone_through(context, tmp_path):
    (tmp_path / "large.html").write_text(large_page(2000), encoding="utf-8")
    page = Opened(context, tmp_path / "large.html")
    page.sign_in()
    page.press("j", *"1" * 10)

    assert page.text("#progress").startswith("10 of 4000 signed")


# Firefox


def test_firefox_does_all_this_too(folder, tmp_path_factory):
    items = items_of(draft(3))
    firefox = Firefox(tmp_path_factory.mktemp("firefox"))
    try:
        page = make_page(folder)
        firefox.open(page)
        wait_for(lambda: firefox.run("return document.documentElement.dataset.ready === 'yes'"))
        firefox.press("j1B. Reviewer\ue00712nA note 1 2\ue00c")
        before = firefox.run("return document.getElementById('progress').textContent")
        firefox.open(page)
        wait_for(lambda: firefox.run("return document.documentElement.dataset.ready === 'yes'"))
        after = firefox.run("return document.getElementById('progress').textContent")
        wide = firefox.run("return document.documentElement.scrollWidth - innerWidth")
        firefox.press("s")
        saved = wait_for(lambda: next(iter(firefox.downloads.glob("*.yaml")), None))
        wait_for(lambda: saved.stat().st_size)
    finally:
        firefox.close()

    assert before == after
    assert before.startswith(f"3 of {len(items)} signed, 1 not supported")
    assert wide <= 0
    review = load_review(saved)
    assert [entry.verdict for entry in review.entries[:4]] == [
        Verdict.SUPPORTED,
        Verdict.SUPPORTED,
        Verdict.NOT_SUPPORTED,
        None,
    ]
    assert review.entries[3].note == "A note 1 2"
    assert {entry.by for entry in review.entries if entry.verdict} == {"B. Reviewer"}
    assert saved.read_bytes().decode() == dump_review(Review("draft.docx", entries_for(items, review)))
