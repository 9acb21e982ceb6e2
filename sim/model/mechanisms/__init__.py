"""Who meets whom, and when: the mechanisms of the day.  `catalogue.MECHANISMS` lists them."""
