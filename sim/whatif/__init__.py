"""Behind the pages' what-if: a plan, its surrogate and its full answer, why, and what is told of it.  No page
is drawn here."""
