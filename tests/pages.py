"""Pages on which people judge, opened in Chromium from a file, and what every one of them must be."""

from __future__ import annotations

import itertools
import re

from browsers import PATIENCE

# Milliseconds until keys answer about the recommendation that has come to the top.
READ_IN = "typeof readyAt === 'undefined' ? 0 : Math.max(0, readyAt - performance.now() + 1)"


class Opened:
    """An opened page, and everything that it should not have done."""

    def __init__(self, context, folder, text, name="page.html"):
        self.folder, self.path = folder, folder / name
        self.path.write_text(text, encoding="utf-8")
        self.faults = []
        self.page = context.new_page()
        self.page.set_default_timeout(1000 * PATIENCE)
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._look_at)
        self.open()

    def _look_at(self, request):
        if request.url != self.path.as_uri():
            self.faults.append(request.url)

    def open(self):
        self.page.goto(self.path.as_uri())
        self.page.wait_for_selector("html[data-ready]")

    def press(self, *keys):
        for key in keys:
            self.wait_to_be_read()
            self.page.keyboard.press(key)

    def wait_to_be_read(self):
        """As a reader does, looks at what has come to the top before an answer."""
        self.page.wait_for_timeout(self.page.evaluate(READ_IN))

    def sign_in(self, name="A. Reader"):
        self.page.locator("#reader").fill(name)
        self.press("Enter")

    def text(self, selector):
        return self.page.locator(selector).first.inner_text()

    def save(self, name="saved.yaml"):
        with self.page.expect_download() as download:
            self.press("s")
        download.value.save_as(self.folder / name)
        self.saved_as = download.value.suggested_filename
        return self.folder / name

    def load(self, text):
        path = self.folder / "theirs.yaml"
        path.write_text(text, encoding="utf-8")
        self.page.evaluate("document.getElementById('notice').hidden = true")
        self.page.locator("#load").set_input_files(path)
        self.page.wait_for_selector("#notice:not([hidden])")
        return self.text("#notice")


def _unfold(page):
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def check_landmarks_names_and_headings(page):
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


def contrast(ink, ground):
    """The ratio of two colours (Web Content Accessibility Guidelines 2.2, relative luminance)."""

    def luminance(color):
        parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(ink), luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def check_contrast(page, at_least=50):
    """Every text stands out from its ground, by 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    _unfold(page)
    pairs = page.evaluate(
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
    assert len(pairs) > at_least
    assert poor == {}


def check_width(page, width):
    _unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
