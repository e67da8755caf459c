"""The date that is written into files."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from drafter.problems import DrafterError, ExitStatus

# Written into files when the environment gives no date, so that the same input gives the same bytes.
_NO_DATE = 946_684_800  # 1 January 2000


def date_for_files() -> datetime:
    """The date to write into a file (reproducible-builds.org, SOURCE_DATE_EPOCH).

    Raises:
        DrafterError: if the environment gives one that is no date.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(given) if given else _NO_DATE, UTC)
    except (ValueError, OverflowError, OSError):
        raise DrafterError(
            f"SOURCE_DATE_EPOCH is “{given}”, which is no date",
            "Give it as seconds since 1970, or unset it.",
            status=ExitStatus.USAGE,
        ) from None
