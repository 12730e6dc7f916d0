"""What a contract says: its text in one flow, its clauses by type, its obligations, its procedural flaws."""
