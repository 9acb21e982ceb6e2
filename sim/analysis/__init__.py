"""Why outcomes differ: the difference between two scenarios shared out (`explain`), and what it hangs on (`contested`)."""
