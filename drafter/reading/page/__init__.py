"""The review page: one HTML file with everything in it, to be opened from a mail attachment.

Words, looks and behaviour stand in the files beside this one. What comes from a draft goes in as JSON and
is only ever shown as text. The page's own policy (Content Security Policy, level 3) lets it run its own
script and nothing else, and load nothing from anywhere.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from drafter.check.finding import Finding
from drafter.model import Region
from drafter.reading.items import FOOTNOTE, NO_SOURCE, ClauseToReview, Item
from drafter.reading.review import HEADER, Entry, Review, fingerprint

_SCRIPTS = ("differences.js", "review_file.js", "state.js", "page.js")


def write_review_page(
    draft: str,
    draft_sha256: str,
    summary: str,
    regions: Sequence[Region],
    clauses: Sequence[ClauseToReview],
    findings: Sequence[Finding],
    review: Review,
) -> str:
    """The page as HTML.

    Args:
        draft: The draft's name.
        draft_sha256: The fingerprint of its bytes, under which progress in the browser is kept.
        summary: The check of it in figures.
        regions: Of its matrix.
        clauses: What there is to sign.
        findings: What the check found.
        review: What is signed so far.
    """
    places = {place for clause in clauses for place in clause.places}
    found: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.place if finding.place in places else -1].append(finding)
    data = {
        "draft": draft,
        "fingerprint": draft_sha256,
        "summary": summary,
        "header": HEADER,
        "footnote": FOOTNOTE,
        "no_source": NO_SOURCE,
        "regions": [[region.key, region.name] for region in regions],
        "problems": _problems(found.get(-1, ())),
        "clauses": [_clause(clause, found) for clause in clauses],
        "review": {"draft": review.draft, "entries": [_entry(entry) for entry in review.entries]},
    }
    # It cannot end the element that it stands in: "<" can begin "</script>" or "<!--"; the separators end a
    # line in older scripts.
    shown = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    shown = shown.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    style, script = _read("page.css"), "\n".join(map(_read, _SCRIPTS))
    text = _read("page.html")
    # The data goes in last, so that no words of a draft are taken for a place to put something.
    for name, value in (("STYLE", style), ("SCRIPT", script)):
        text = text.replace(f"@@{name}_HASH@@", _hash(value)).replace(f"@@{name}@@", value)
    before, after = text.split("@@DATA@@")
    title = html.escape(draft)
    return before.replace("@@TITLE@@", title) + shown + after.replace("@@TITLE@@", title)


def _clause(clause: ClauseToReview, found: Mapping[int, Sequence[Finding]]) -> dict[str, object]:
    findings = [finding for place in clause.places for finding in found.get(place, ())]
    of_items = {item.key: [one for one in findings if _is_about(one, item)] for item in clause.items}
    shown = {finding for several in of_items.values() for finding in several}
    return {
        "id": clause.id,
        "label": clause.label,
        "opening": clause.opening,
        "headings": clause.headings,
        "guidance": clause.is_guidance,
        "problems": _problems(finding for finding in findings if finding not in shown),
        "items": [
            {
                **asdict(item),
                "fingerprint": fingerprint(item.wording, item.text),
                "problems": _problems(of_items[item.key], (item.wording, item.text)),
            }
            for item in clause.items
        ],
    }


def _is_about(finding: Finding, item: Item) -> bool:
    """Whether a fault is one of this citation, not of the whole clause."""
    return bool(set(finding.notes) & set(item.footnotes)) or item.source in finding.sources


def _problems(findings: Iterable[Finding], shown: Sequence[str] = ()) -> list[dict[str, object]]:
    """Faults, with the texts that they are about, but for those that the page shows beside them anyway."""
    return [
        {
            "severity": finding.severity,
            "message": finding.message,
            "hint": finding.hint,
            "texts": [asdict(text) for text in finding.texts if text.text not in shown],
        }
        for finding in findings
    ]


def _entry(entry: Entry) -> dict[str, str]:
    """An entry, its fields in the order of the file."""
    return {**asdict(entry), "verdict": entry.verdict or ""}


def _read(name: str) -> str:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")  # a checkout on Windows may have them; the page is the same


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
