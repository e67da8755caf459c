"""The JSON shapes that programs may rely on: fields may be added, not renamed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from drafter.draft.model import Clause, Draft
from drafter.matrix.criteria import ListedRecommendation, in_words
from drafter.matrix.matching import Evidence, ProposedEntry
from drafter.model import Matrix, Theme
from drafter.problems import Problem, Severity

SCHEMA_VERSION = 1


def _dump(**fields: object) -> str:
    return json.dumps({"schema_version": SCHEMA_VERSION, **fields}, ensure_ascii=False, indent=2) + "\n"


def recommendation_fields(matrix: Matrix, row: ListedRecommendation) -> dict[str, object]:
    """One recommendation, as ``list --json`` and ``list --csv`` give it."""
    item = matrix.by_id[row.id]
    return {
        **_of(item, "id", "region"),
        **_of(item.citation, "paragraph", "letter"),
        "label": item.label,
        "citation": item.citation.printed,
        "text": item.text,
        "themes": list(item.themes),
        "shared": row.candidate.shared.id if row.candidate.shared else None,
        "shared_regions": list(row.candidate.regions),
    }


def list_json(matrix: Matrix, rows: Iterable[ListedRecommendation]) -> str:
    """``drafter list --json`` and ``show --json``."""
    return _dump(recommendations=[recommendation_fields(matrix, row) for row in rows])


def themes_json(matrix: Matrix, themes: Iterable[Theme]) -> str:
    """``drafter themes --json``."""
    return _dump(
        themes=[
            {
                **_of(theme, "id", "section", "title"),
                "regions": {
                    region.key: len(matrix.cells[theme.id].get(region.key, ())) for region in matrix.regions
                },
                "region_count": len(matrix.cells[theme.id]),
            }
            for theme in themes
        ]
    )


def draft_json(draft: Draft) -> str:
    """``drafter draft --format json``, with a seal that tells whether anybody changed it."""
    fields: dict[str, object] = {
        "title": draft.title,
        "criteria": draft.made_from.criteria,
        "clauses": [_clause(clause) for clause in draft.clauses],
        "guidance": [_clause(clause) for clause in draft.guidance],
        "not_used": [{"id": item.id, "reason": in_words(item.reason)} for item in draft.not_used],
    }
    return _dump(**fields, seal=_seal(fields))


def is_untouched_json(content: bytes) -> bool:
    """Whether a JSON draft says what drafter wrote, however it is laid out."""
    try:
        fields = json.loads(content)
        seal = fields.pop("seal")
        del fields["schema_version"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return bool(seal == _seal(fields))


def _seal(fields: dict[str, object]) -> str:
    return hashlib.sha256(_dump(**fields).encode()).hexdigest()


def _of(item: object, *names: str) -> dict[str, object]:
    return {name: getattr(item, name) for name in names}


def _clause(clause: Clause) -> dict[str, object]:
    entry = clause.entry
    return {
        **_of(clause, "id", "number", "letter", "kind", "part", "theme", "section", "heading", "text"),
        "regions": list(clause.regions),
        "sources": list(clause.sources),
        "footnotes": [note.text for version in clause.variants for note in version.footnotes],
        "alternatives": [
            {"text": version.text, "sources": list(version.sources)} for version in clause.variants[1:]
        ],
        "own_words": clause.has_own_words,
        **(_of(entry, "decision", "reason", "by") if entry else {"decision": None, "reason": "", "by": ""}),
        "changes": [edit.why for version in clause.variants for edit in version.edits],
        "remarks": [remark.text for line in clause.lines for remark in line.remarks],
    }


def problems_json(
    problems: Sequence[Problem],
    more: Mapping[int, Mapping[str, object]] | None = None,
    drafts: Sequence[Mapping[str, object]] = (),
) -> str:
    """``drafter check --json``.

    Args:
        problems: The problems.
        more: For a problem's place among them, further fields.
        drafts: The checks of Word drafts, in figures.
    """
    further = more or {}
    return _dump(
        problems=[
            {
                **_of(problem, "code", "severity", "file"),
                "line": problem.line or None,
                "column": problem.column or None,
                "clause": problem.clause or None,
                **_of(problem, "message", "hint"),
                **further.get(place, {}),
            }
            for place, problem in enumerate(problems)
        ],
        summary={**summary(problems), **({"drafts": list(drafts)} if drafts else {})},
    )


def summary(problems: Sequence[Problem]) -> dict[str, int]:
    """How many problems of each severity."""
    return {
        f"{severity}s": sum(problem.severity is severity for problem in problems) for severity in Severity
    }


def proposals_json(proposals: Sequence[ProposedEntry]) -> str:
    """``drafter match --json``."""
    return _dump(
        entries=[
            {
                **_of(proposal, "id", "members"),
                "status": "proposed",
                **_score(proposal.score),
                **_of(proposal, "phrases", "strength"),
                "near": [
                    _of(near, "id") | _score(near.score) | _of(near, "phrase") for near in proposal.near
                ],
            }
            for proposal in proposals
        ]
    )


def like_json(given: str, nearest: Iterable[tuple[str, float]]) -> str:
    """``drafter match --like ID --json``."""
    return _dump(id=given, near=[{"id": other, **_score(score)} for other, score in nearest])


def explain_json(first: str, second: str, evidence: Evidence) -> str:
    """``drafter match --explain ID ID --json``."""
    return _dump(
        ids=[first, second],
        **_score(evidence.score),
        **_of(evidence, "threshold", "phrases", "only_first", "only_second", "themes"),
        **_of(evidence, "same_region", "strength"),
    )


def _score(score: float) -> dict[str, object]:
    return {"score": round(score, 4)}
