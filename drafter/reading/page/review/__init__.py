"""The review page: each clause beside its sources, to be signed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace

from drafter.check.finding import Finding, is_about
from drafter.model import Region
from drafter.reading.items import FOOTNOTE, NO_SOURCE, ClauseToReview, Item
from drafter.reading.page.kit import assemble
from drafter.reading.review import HEADER, Entry, Review, fingerprint
from drafter.text.italics import in_runs

_SCRIPTS = ("review/review_file.js", "review/state.js", "review/items.js", "review/review.js")


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
        "problems": _problems(replace(one, message=one.sentence) for one in found.get(-1, ())),
        "clauses": [_clause(clause, found) for clause in clauses],
        "review": {"draft": review.draft, "entries": [_entry(entry) for entry in review.entries]},
    }
    return assemble("review/review.html", ("review/review.css",), _SCRIPTS, draft, data)


def _clause(clause: ClauseToReview, found: Mapping[int, Sequence[Finding]]) -> dict[str, object]:
    findings = [finding for place in clause.places for finding in found.get(place, ())]
    of_items = {
        item.key: [one for one in findings if _is_about(one, item, clause.items)] for item in clause.items
    }
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
                **asdict(replace(item, italics=())),
                "runs": list(in_runs(item.wording, item.italics)),
                "fingerprint": fingerprint(item.wording, item.text),
                "problems": _problems(of_items[item.key], (item.wording, item.text)),
            }
            for item in clause.items
        ],
    }


def _is_about(finding: Finding, item: Item, items: Sequence[Item]) -> bool:
    """Whether a fault is one of this citation, not of the whole clause or of another in the same footnote."""
    notes = set(finding.notes) & set(item.footnotes)
    beside = [one.source for one in items if notes & set(one.footnotes)]
    own = item.source if item.text else ""
    return item.source in finding.sources or (bool(notes) and is_about(finding, own, beside))


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
