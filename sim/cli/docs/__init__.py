"""The pages of ``docs/`` that derive from the code: the ODD+D protocol and the nomenclature
(:mod:`sim.insight.describe`), the commands, and the names of columns.

``python -m sim.cli.docs`` writes them, ``python -m sim.cli.docs --check`` says whether the ones in the
checkout are stale.
"""
