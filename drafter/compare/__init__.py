"""What changed between two Word drafts, in words."""
