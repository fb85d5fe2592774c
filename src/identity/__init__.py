"""Pure: names across scripts and the numbers of papers, as written by hand in several alphabets."""
