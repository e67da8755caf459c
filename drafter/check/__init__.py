"""What is wrong in a returned draft, or to be looked at: one pass over its changes."""
