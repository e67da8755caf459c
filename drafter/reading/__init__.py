"""Sign-off: which citations a person has judged, and whether what they judged still stands.

Import what there is to sign from ``items``, the review and its file from ``review``, what it says of a draft
from ``findings``, and the page to sign on from ``page``.
"""
