"""Values that contracts print, read into one form: dates, lengths of time, sums, places, party names."""
