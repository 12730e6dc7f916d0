"""The trained finder of clauses: what it looks at, how it scores, and the file that it is loaded from."""
