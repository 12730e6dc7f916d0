"""What the ledgers say about the work: how good it was, how long it took, what waits."""
