"""Sign-off: which citations a person has judged, and whether what they judged still stands."""
