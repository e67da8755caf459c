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
    "select_recommendations": "drafter.matrix.selecting",
    "open_selection": "drafter.selection.loading",
    "open_form": "drafter.drafting",
    "Options": "drafter.draft.matter",
    "compose_criteria": "drafter.drafting",
    "compose_selection": "drafter.drafting",
    "write_markdown": "drafter.draft.markdown",
    "write_word": "drafter.word.writer",
    "read_returned": "drafter.returned.reading",
    "check_draft": "drafter.check.draft",
    "import_edits": "drafter.merge.importing",
    "compare_drafts": "drafter.compare.comparison",
    "redline": "drafter.word.redline",
    "match_recommendations": "drafter.matrix.matching",
    "DrafterError": "drafter.problems",
}

# The aliases say to type checkers that these names are for others (PEP 484).
if TYPE_CHECKING:
    from drafter.check.draft import check_draft as check_draft
    from drafter.compare.comparison import compare_drafts as compare_drafts
    from drafter.draft.markdown import write_markdown as write_markdown
    from drafter.draft.matter import Options as Options
    from drafter.drafting import compose_criteria as compose_criteria
    from drafter.drafting import compose_selection as compose_selection
    from drafter.drafting import open_form as open_form
    from drafter.matrix.criteria import Criteria as Criteria
    from drafter.matrix.loading import open_matrix as open_matrix
    from drafter.matrix.matching import match_recommendations as match_recommendations
    from drafter.matrix.selecting import select_recommendations as select_recommendations
    from drafter.merge.importing import import_edits as import_edits
    from drafter.problems import DrafterError as DrafterError
    from drafter.returned.reading import read_returned as read_returned
    from drafter.selection.loading import open_selection as open_selection
    from drafter.word.redline import redline as redline
    from drafter.word.writer import write_word as write_word

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
