"""One reader per file format: each turns a file into a `Document`, or says why it cannot."""
