"""Behind the pages' what-if: a plan, its first guess and its full answer, why, and what is told of it.  No
page is drawn here."""
