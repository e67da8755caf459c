"""The keys that a selection file can have."""

from __future__ import annotations

# Every key that the file can have. The schema and docs/selection.md are tested against these.
TOP_KEYS = ("matrix", "concordance", "form", "options", "criteria", "clauses")
OPTION_KEYS = ("alternatives", "support", "guidance")
CRITERIA_KEYS = ("section", "theme", "min-regions", "region", "exclude-region", "count", "text")
CLAUSE_KEYS = (
    "id",
    "decision",
    "reason",
    "by",
    "kind",
    "heading",
    "sources",
    "lead",
    "alternatives",
    "wording",
    "wordings",
)
WORDINGS_KEYS = ("sources", "wording")
