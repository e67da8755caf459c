"""The pages on which people judge: one kit of parts, and a folder for each page."""

from drafter.reading.page.review import write_review_page
from drafter.reading.page.together import write_deciding_page, write_reading_page
from drafter.reading.page.tracing import write_trace_deciding_page, write_trace_page

__all__ = [
    "write_deciding_page",
    "write_reading_page",
    "write_review_page",
    "write_trace_deciding_page",
    "write_trace_page",
]
