"""Behind the pages' what-if: a plan, its instant and its honest answer, why, and what is told of it.  No page is drawn here."""
