"""What a new draft changes against the one that was reviewed: row by row, gap by gap, paper by paper."""
