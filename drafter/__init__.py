"""drafter: from a matrix of recommendations to a Word draft whose footnotes can be trusted.

What the commands do, a Python program can call: these names, imported when they are first used, so that the
command line starts at once. ``docs/python.md`` shows them at work.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

# Where each stands.
_HOMES = {
    "open_matrix": "drafter.matrix.loading",
    "Criteria": "drafter.matrix.criteria",
    "select_recommendations": "drafter.matrix.criteria",
    "open_selection": "drafter.selection.loading",
    "open_form": "drafter.drafting",
    "Options": "drafter.draft.compose",
    "compose_criteria": "drafter.drafting",
    "compose_selection": "drafter.drafting",
    "write_markdown": "drafter.draft.formats",
    "write_word": "drafter.docx.writer",
    "read_returned": "drafter.returned.document",
    "check_draft": "drafter.check.draft",
    "import_edits": "drafter.merge.importing",
    "draft_text": "drafter.compare",
    "compare_drafts": "drafter.compare",
    "redline": "drafter.docx.redline",
    "match_recommendations": "drafter.matrix.matching",
    "DrafterError": "drafter.problems",
}

if TYPE_CHECKING:
    from drafter.check.draft import check_draft
    from drafter.compare import compare_drafts, draft_text
    from drafter.docx.redline import redline
    from drafter.docx.writer import write_word
    from drafter.draft.compose import Options
    from drafter.draft.formats import write_markdown
    from drafter.drafting import compose_criteria, compose_selection, open_form
    from drafter.matrix.criteria import Criteria, select_recommendations
    from drafter.matrix.loading import open_matrix
    from drafter.matrix.matching import match_recommendations
    from drafter.merge.importing import import_edits
    from drafter.problems import DrafterError
    from drafter.returned.document import read_returned
    from drafter.selection.loading import open_selection

__all__ = [
    "Criteria",
    "DrafterError",
    "Options",
    "check_draft",
    "compare_drafts",
    "compose_criteria",
    "compose_selection",
    "draft_text",
    "import_edits",
    "match_recommendations",
    "open_form",
    "open_matrix",
    "open_selection",
    "read_returned",
    "redline",
    "select_recommendations",
    "write_markdown",
    "write_word",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
