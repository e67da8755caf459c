"""drafter: from a matrix of recommendations to a Word draft whose footnotes can be trusted.

What the commands do, a Python program can call. The names are imported when they are first used, so that the
command line starts at once. ``docs/python.md`` shows them at work.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

# The module of each name.
_MODULES = {
    "import_document": "drafter.documents",
    "Layout": "drafter.documents.table",
    "open_matrix": "drafter.matrix.loading",
    "Criteria": "drafter.matrix.criteria",
    "select_recommendations": "drafter.matrix.selecting",
    "match_recommendations": "drafter.matrix.matching",
    "open_form": "drafter.selection.drafting",
    "Options": "drafter.draft.matter",
    "compose_criteria": "drafter.selection.drafting",
    "compose_selection": "drafter.selection.drafting",
    "write_markdown": "drafter.draft.formats",
    "write_word": "drafter.word.writer",
    "open_selection": "drafter.selection.loading",
    "merge": "drafter.merge",
    "write_selection": "drafter.selection.editing",
    "read_returned": "drafter.returned",
    "check_draft": "drafter.check",
    "compare_drafts": "drafter.returned.comparison",
    "redline": "drafter.word.redline",
    "DrafterError": "drafter.problems",
}

# The aliases tell type checkers that these names are for others (PEP 484).
if TYPE_CHECKING:
    from drafter.check import check_draft as check_draft
    from drafter.documents import import_document as import_document
    from drafter.documents.table import Layout as Layout
    from drafter.draft.formats import write_markdown as write_markdown
    from drafter.draft.matter import Options as Options
    from drafter.matrix.criteria import Criteria as Criteria
    from drafter.matrix.loading import open_matrix as open_matrix
    from drafter.matrix.matching import match_recommendations as match_recommendations
    from drafter.matrix.selecting import select_recommendations as select_recommendations
    from drafter.merge import merge as merge
    from drafter.problems import DrafterError as DrafterError
    from drafter.returned import read_returned as read_returned
    from drafter.returned.comparison import compare_drafts as compare_drafts
    from drafter.selection.drafting import compose_criteria as compose_criteria
    from drafter.selection.drafting import compose_selection as compose_selection
    from drafter.selection.drafting import open_form as open_form
    from drafter.selection.editing import write_selection as write_selection
    from drafter.selection.loading import open_selection as open_selection
    from drafter.word.redline import redline as redline
    from drafter.word.writer import write_word as write_word

__all__ = list(_MODULES)


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
