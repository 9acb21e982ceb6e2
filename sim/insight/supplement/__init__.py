"""A study handed in: the supplement of a paper as one archive, and the check that it can be reproduced."""
