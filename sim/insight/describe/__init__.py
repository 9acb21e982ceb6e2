"""The model, described from its own declarations: the ODD+D protocol and the nomenclature.

What is told about a parameter, a column or a rule is read where the model itself reads it; nothing is typed
twice.  :mod:`sim.cli.docs` writes it into ``docs/``, :mod:`sim.insight.supplement` into the supplement of a
paper.
"""
