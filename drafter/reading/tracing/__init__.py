"""Where each recommendation ended in an adopted text: read by several, decided, and what that says."""
