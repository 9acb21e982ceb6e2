"""The pages of ``docs/`` that derive from the code: the ODD+D protocol and the nomenclature
(:mod:`sim.insight.describe`), the commands, and the names of columns.
"""
