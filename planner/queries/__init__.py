"""Named selects: a Session first, no writes, the same number of statements for 1 row and for 100."""
