"""drafter: from a matrix of recommendations to a Word draft whose footnotes can be trusted."""

__version__ = "0.1.0"
