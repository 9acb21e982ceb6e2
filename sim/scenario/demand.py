"""When customers come: the ordinary profile over the week."""

WEEKDAY_PROFILE = (1.0506, 0.9959, 1.0172, 0.9565, 0.9798)
"""Customers' visits by weekday, Monday to Friday, relative to the mean weekday.

Mean calls a day at the 'Anonymous Bank' call centre, Israel, 1999 (Technion; evidence row D20): 1644, 1558,
1592, 1497 and 1533 on the working week's Sunday to Thursday, taken here as Monday to Friday; 23 May, imputed
by the source, left out.
"""

LEVEL_RANGE = (0.0, 10.0)
"""How far demand may be multiplied."""
