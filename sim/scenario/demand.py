"""When customers come: the ordinary profile over the week and over the day."""

WEEKDAY_PROFILE = (1.0506, 0.9959, 1.0172, 0.9565, 0.9798)
"""Customers' visits by weekday, Monday to Friday, relative to the mean weekday.

Mean calls a day at the 'Anonymous Bank' call centre, Israel, 1999 (Technion; evidence row D20): 1644, 1558, 1592, 1497 and
1533 on the working week's Sunday to Thursday, taken here as Monday to Friday; 23 May, imputed by the source, left out.
"""

HOUR_PROFILE = (
    0.00336, 0.00129, 0.00065, 0.00034, 0.00030, 0.00073, 0.00387, 0.02613, 0.05626, 0.07848, 0.08942, 0.07786,
    0.06961, 0.07318, 0.07735, 0.07712, 0.07382, 0.05948, 0.05096, 0.04158, 0.03769, 0.03868, 0.03494, 0.02690,
)
"""Share of a working day's visits by hour, from midnight; the same calls (405,220 on Sundays to Thursdays); sums to 1."""

LEVEL_RANGE = (0.0, 10.0)
"""How far demand may be multiplied."""
