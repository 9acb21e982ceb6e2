"""Looking closer: one contact (`microscope`), why two scenarios differ (`explain`), what that hangs on (`contested`)."""
