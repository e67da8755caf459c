"""Two drafts side by side: what changed (``comparison``), and how it is told (``report``)."""
