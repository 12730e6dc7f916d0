"""Tables of the treatment chronology: who treated, what was named, taken, coded, abbreviated, and when."""
