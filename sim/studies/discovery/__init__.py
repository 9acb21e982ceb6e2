"""Where a study goes wrong: in which region of its factors bad outcomes are."""
