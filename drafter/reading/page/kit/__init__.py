"""What every page is made of: one HTML file with everything in it, to be opened from a mail attachment.

Words, looks and behaviour stand in files beside the page's own module. What comes from a document goes in as
JSON and is only ever shown as text. The page's own policy (Content Security Policy, level 3) lets it run its
own script and nothing else, and load nothing from anywhere.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

_PAGES = Path(__file__).parent.parent
# In this order, before those of a page.
_SCRIPTS = ("kit/yaml_lines.js", "kit/differences.js", "kit/kit.js", "kit/marking.js")
# A line in a page's words that stands for a part which several pages have.
_SHARED = re.compile(r"^@@([\w/]+\.html)@@\n", re.MULTILINE)
# Where several people answer questions: behind what the answers are about.
JUDGING = ("kit/blocks.js", "kit/answers.js", "kit/cards.js", "kit/starting.js")
JUDGING_STYLES = ("kit/reading.css",)


def assemble(
    page: str,
    styles: Sequence[str],
    scripts: Sequence[str],
    name: str,
    data: Mapping[str, object],
    title: str = "",
) -> str:
    """A page as HTML. Its files are named with their folder: “review/review.js”.

    Args:
        page: The file with its title in the first line, and below it what stands in its body; a line
            “@@kit/whose.html@@” is where that file goes.
        styles: Its style sheets, which come behind the kit's.
        scripts: Its scripts, which come behind the kit's.
        name: What it is a page of; shown wherever its file has ``@@NAME@@``.
        data: What its scripts find as ``DATA``.
        title: What the page's title says in place of the name.
    """
    style = "\n".join(map(_part, ("kit/kit.css", *styles)))
    script = "\n".join(map(_part, (*_SCRIPTS, *scripts)))
    head, _, body = _part(page).partition("\n")
    text = _part("kit/page.html").replace("@@TITLE@@", head).replace("@@BODY@@", body)
    # The data goes in last, so that no words of a document are taken for a place to put something.
    for place, value in (("STYLE", style), ("SCRIPT", f'"use strict";\n{script}')):
        text = text.replace(f"@@{place}_HASH@@", _hash(value)).replace(f"@@{place}@@", value)
    before, after = text.split("@@DATA@@")
    # The first place is that in the title.
    before = before.replace("@@NAME@@", html.escape(title or name), 1)
    shown = html.escape(name)
    return before.replace("@@NAME@@", shown) + _as_json(data) + after.replace("@@NAME@@", shown)


def _part(named: str) -> str:
    """A file that a page is made of, with those that it names."""
    text = (_PAGES / named).read_text(encoding="utf-8")
    text = text.replace("\r\n", "\n")  # a checkout on Windows may have them; the page is the same
    return _SHARED.sub(lambda found: _part(found[1]), text)


def _as_json(data: Mapping[str, object]) -> str:
    """JSON that cannot end the element that it stands in.

    "<" can begin "</script>" or "<!--"; the separators end a line in older scripts.
    """
    shown = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return shown.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
