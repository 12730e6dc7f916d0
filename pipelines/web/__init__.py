"""The review page: sign-in, what waits, rows beside their pages, decisions. On this machine only."""
