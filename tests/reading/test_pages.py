"""The pages in real browsers, used as a reader does: from a file, mostly by keyboard."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
import shutil

import pytest
import yaml
from browsers import Firefox, chromium
from drafts import CLAUSES, HOSTILE, SOURCES, draft

from drafter.reading.answers import TRACE, load_reading
from drafter.reading.page import write_page
from drafter.reading.review import (
    SignatureStatus,
    items_of,
    lines_of,
    load_review,
    review_page,
    signatures,
    signed_of,
)
from tools import KYOTO_2021, drafter_here

TEXT = "kyoto-declaration.txt"
ENOUGH = 600  # answers on Annex B


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture
def context(browser):
    """A browser without memory, as on another person's machine; it reports faults and requests."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    made.faults = []
    made.on("weberror", lambda fault: made.faults.append(str(fault.error)))
    made.on("request", lambda request: request.url.startswith("file:") or made.faults.append(request.url))
    yield made
    assert made.faults == []
    made.close()


def opened(context, path, name="Ann Reader"):
    page = context.new_page()
    page.goto(path.as_uri())
    if name and page.input_value("#reader") != name:
        page.fill("#reader", name)
        page.press("#reader", "Tab")
        page.evaluate("document.activeElement.blur()")
    return page


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def saved(page, path):
    with page.expect_download() as download:
        press(page, "s")
    download.value.save_as(path)
    return path


def review_of(folder, *readings, made=None, name="review.html"):
    """The review page of a draft made by hand."""
    made = made or draft()
    page = review_page("draft.docx", items_of(lines_of(made), made), "drafter review draft.docx @@")
    (folder / name).write_bytes(write_page(page, readings))
    return folder / name


@pytest.fixture
def kyoto(tmp_path):
    for name in ("matrix.yaml", TEXT):
        shutil.copy(KYOTO_2021 / name, tmp_path)
    return tmp_path


def run(folder, *arguments):
    done = drafter_here(*arguments, "--matrix", "matrix.yaml", cwd=folder)
    assert done.returncode == 0, done.stderr.decode()


# What is in the file


def test_a_page_runs_its_own_script_alone_and_loads_nothing(tmp_path):
    page = review_of(tmp_path).read_text("utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none'; ")
    for tag, kind in (("style", "style-src"), ("script", "script-src")):
        (part,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy
    assert "http:" not in page
    assert "https:" not in page


def test_the_same_questions_give_the_same_page(tmp_path):
    assert review_of(tmp_path).read_bytes() == review_of(tmp_path, name="again.html").read_bytes()


# Review


def test_a_reviewer_signs_by_keyboard_and_the_file_reads_back(tmp_path, context):
    page = opened(context, review_of(tmp_path))
    press(page, "j", "1", "3", "2", "k", "n")
    page.keyboard.type('Says "train" only; <b>: #x')
    press(page, "Escape")
    reading = load_review(saved(page, tmp_path / "ann.yaml"))
    assert (reading.by, reading.subject) == ("Ann Reader", "draft.docx")
    assert {key: (answer.answer, answer.note) for key, answer in reading.answers.items()} == {
        ("lawfulness", "af-17c"): ("supported", ""),
        ("lawfulness", "eu-16b"): ("unsure", ""),
        ("police", "af-29j"): ("not supported", 'Says "train" only; <b>: #x'),
    }
    assert all(answer.on and answer.words for answer in reading.answers.values())
    assert all(
        signed.status is not SignatureStatus.CHANGED
        for signed in signed_of(items_of(lines_of(draft()), draft()), reading)
    )


def test_words_of_a_draft_are_shown_and_never_run(tmp_path, context):
    page = opened(context, review_of(tmp_path))
    assert HOSTILE in page.inner_text("article:nth-of-type(1) >> nth=1")
    assert page.title() == "Review of draft.docx"
    press(page, "j", "j", "j", "1")
    answer = load_review(saved(page, tmp_path / "ann.yaml")).answers["police", "af-29j"]
    assert HOSTILE in answer.words


def test_what_differs_from_the_source_is_marked_on_both_sides(tmp_path, context):
    page = opened(context, review_of(tmp_path))
    item = page.locator("article").first
    assert item.locator("ins").all_inner_texts() == ["this"]
    assert item.locator("del").all_inner_texts() == ["the future Kyoto", "where appropriate"]
    assert "Changed by rule: “the future Kyoto” changed to “this”." in item.inner_text()


def test_a_name_is_asked_for_before_the_first_answer(tmp_path, context):
    page = opened(context, review_of(tmp_path), name="")
    press(page, "j", "1")
    assert page.evaluate("document.activeElement.id") == "reader"
    assert "name" in page.inner_text("#message")
    assert page.locator("[aria-pressed=true]").count() == 0


def test_the_browser_remembers_each_reader_and_undo_takes_back(tmp_path, context):
    path = review_of(tmp_path)
    page = opened(context, path)
    press(page, "j", "1", "1", "u")
    page.close()
    page = opened(context, path)
    assert page.locator(".item[data-answer=supported]").count() == 1
    assert "1 of 4 answered, 2 not saved" in page.inner_text("#count")
    page.fill("#reader", "Ben Reader")
    page.press("#reader", "Tab")
    assert page.locator(".item[data-answer=supported]").count() == 0


def test_a_signature_lapses_with_the_words_and_the_page_shows_which(tmp_path, context):
    page = opened(context, review_of(tmp_path))
    press(page, "j", "1", "1", "1", "1")
    reading = load_review(saved(page, tmp_path / "ann.yaml"))
    first, *rest = CLAUSES
    words = first[2].replace("culture", "strong culture")
    later = draft(
        ((first[0], "4", words, first[3]), *rest),
        {**SOURCES, "af-29j": SOURCES["af-29j"] + " and the courts"},
    )
    items = items_of(lines_of(later), later)
    statuses = {signed.item.key: signed.status for signed in signed_of(items, reading)}
    assert statuses == {
        ("lawfulness", "af-17c"): SignatureStatus.CHANGED,
        ("lawfulness", "eu-16b"): SignatureStatus.CHANGED,
        ("police", "af-29j"): SignatureStatus.CHANGED,
        ("trafficking", "none"): SignatureStatus.SIGNED,
    }
    assert {*signatures(items, [reading])} == {"trafficking"}
    page = opened(context, review_of(tmp_path, reading, made=later, name="later.html"))
    assert page.locator("#reader").is_editable() is False
    since = page.locator(".since").all_inner_texts()
    assert "The words now" in since[0]
    assert page.locator(".since ins").all_inner_texts() == ["strong", "strong", "and the courts"]
    page.select_option("#show", "lapsed")
    assert page.locator(".item:visible").count() == 3


def test_answers_of_several_readers_are_beside_each_question(tmp_path, context):
    page = opened(context, review_of(tmp_path))
    press(page, "j", "1", "2")
    ann = load_review(saved(page, tmp_path / "ann.yaml"))
    text = (tmp_path / "ann.yaml").read_text("utf-8")
    (tmp_path / "ben.yaml").write_text(text.replace("Ann", "Ben").replace("not supported", "unsure"), "utf-8")
    ben = load_review(tmp_path / "ben.yaml")
    page = opened(context, review_of(tmp_path, ann, ben, name="both.html"), name="Cem Reader")
    assert "Ann Reader: not supported" in page.inner_text("main")
    page.select_option("#show", "differ")
    assert page.locator(".item:visible").count() == 1


def test_every_field_and_button_of_a_page_has_a_name_and_enough_contrast(tmp_path, context):
    page = opened(context, review_of(tmp_path))
    unnamed = page.evaluate(
        "[...document.querySelectorAll('button, input, select, textarea')].filter("
        "(one) => !one.textContent.trim() && !(one.labels && one.labels.length)).length"
    )
    assert unnamed == 0
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        pairs = page.evaluate(
            "[...document.querySelectorAll('body, button, ins, del, .note, .legend, .main')].map((one) => {"
            "  const backOf = (at) => getComputedStyle(at).backgroundColor;"
            "  let at = one;"
            "  while (backOf(at) === 'rgba(0, 0, 0, 0)') at = at.parentElement;"
            "  return [getComputedStyle(one).color, backOf(at)]; })"
        )
        assert min(contrast(*map(colour, pair)) for pair in pairs) >= 4.5  # WCAG 2.2, 1.4.3


def colour(text):
    return [int(part) for part in re.findall(r"\d+", text)[:3]]


def contrast(first, second):
    def luminance(parts):
        shares = [part / 255 for part in parts]
        red, green, blue = (s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# Match


def test_600_answers_find_97_of_100_pairs_of_annex_b(kyoto, context):
    """A reader who answers as the concordance of Annex B says is asked the likeliest pairs first."""
    entries = yaml.safe_load((KYOTO_2021 / "concordance.yaml").read_text("utf-8"))
    groups = [entry["members"] for entry in entries if entry.get("status") == "confirmed"]
    group_of = {member: number for number, members in enumerate(groups) for member in members}
    wanted = {pair for members in groups for pair in itertools.combinations(sorted(members), 2)}
    run(kyoto, "match", "-o", "match.html")
    page = opened(context, kyoto / "match.html")
    page.evaluate(
        "([groups, count]) => { for (let done = 0; done < count; done++) {"
        "  const question = askNext(); if (!question) break;"
        "  const [one, other] = [groups[question.first], groups[question.second]];"
        "  answer(question, one !== undefined && one === other ? 'same' : 'neither'); } }",
        [group_of, ENOUGH],
    )
    saved(page, kyoto / "ann.yaml")
    run(kyoto, "match", "ann.yaml", "-o", "concordance.yaml")
    found = yaml.safe_load((kyoto / "concordance.yaml").read_text("utf-8"))
    pairs = {pair for entry in found for pair in itertools.combinations(sorted(entry["members"]), 2)}
    assert pairs <= wanted
    assert len(pairs) >= 0.97 * len(wanted)


def test_each_answer_brings_the_next_pair_and_words_of_both_are_marked(kyoto, context):
    run(kyoto, "match", "-o", "match.html")
    page = opened(context, kyoto / "match.html")
    assert page.locator("article").count() == 1
    assert page.locator("article mark").count() >= 2
    press(page, "1", "3", "2")
    assert page.locator("article").count() == 4
    assert "3 of about" in page.inner_text("#count")
    answers = yaml.safe_load(saved(page, kyoto / "ann.yaml").read_text("utf-8"))["answers"]
    assert sorted(answer["answer"] for group in answers.values() for answer in group) == [
        "near",
        "neither",
        "same",
    ]
    run(kyoto, "match", "ann.yaml", "-o", "match.html")
    page = opened(context, kyoto / "match.html")
    assert page.locator("article").count() == 4


# Trace


def test_a_tracer_answers_and_asks_about_another_paragraph(kyoto, context):
    run(kyoto, "trace", TEXT, "-o", "trace.html")
    page = opened(context, kyoto / "trace.html")
    press(page, "j", "3", "2")
    page.locator(".more input").first.fill("97")
    page.locator(".more button").first.click()
    press(page, "1")
    reading = load_reading(saved(page, kyoto / "ann.yaml"), TRACE)
    assert sorted(answer.answer for answer in reading.answers.values()) == ["full", "none", "part"]
    assert reading.answers["ap-62a", "97"].answer == "full"
    run(kyoto, "trace", TEXT, "ann.yaml", "-o", "trace.yaml")
    assert yaml.safe_load((kyoto / "trace.yaml").read_text("utf-8"))["links"].keys() == {"ap-62a"}


def test_questions_are_found_by_words_and_by_heading(kyoto, context):
    run(kyoto, "trace", TEXT, "-o", "trace.html")
    page = opened(context, kyoto / "trace.html")
    page.fill("#words", "culture of lawfulness")
    few = page.locator(".item:visible").count()
    assert 0 < few < 200
    page.fill("#words", "")
    page.select_option("#heading", index=1)
    assert page.locator("main h2:visible").count() == 1


# Firefox


def test_firefox_asks_answers_and_remembers(tmp_path):
    firefox = Firefox(tmp_path)
    try:
        path = review_of(tmp_path)
        firefox.open(path)
        firefox.run(
            "const field = document.getElementById('reader'); field.value = 'Ann';"
            "field.dispatchEvent(new Event('change'));"
        )
        firefox.press("j12")
        texts = "return [...document.querySelectorAll('.state')].map((one) => one.textContent.split(' (')[0])"
        expected = ["Supported", "Not supported", "Not answered", "Not answered"]
        assert firefox.run(texts) == expected
        firefox.open(path)
        assert firefox.run(texts) == expected
        assert firefox.run("return window.wrappedJSObject.fileText()").startswith("# One reader's answers")
    finally:
        firefox.close()
