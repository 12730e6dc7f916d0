"""Fitting the finder of clauses to contracts whose clauses people have marked, and measuring it."""
