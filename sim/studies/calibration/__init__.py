"""Which parameters of a study fit figures of the user's own."""
