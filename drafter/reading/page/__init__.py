"""The pages on which people judge: one kit of parts, and a folder for each page."""

from drafter.reading.page.review import write_review_page

__all__ = ["write_review_page"]
