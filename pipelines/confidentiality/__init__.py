"""Who may see a matter, and what becomes of it: access, conflicts, locking, retention, disposal."""
