"""A draft and its lists in formats other than Word."""
