"""Who must, must not or may do what, on what condition and by when, as a contract's sentences say it."""
