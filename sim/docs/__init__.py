"""The pages of ``docs/`` that derive from the code: the ODD+D protocol and the nomenclature (:mod:`sim.describe`), and the commands.

``python -m sim.docs`` writes them, ``python -m sim.docs --check`` says whether the ones in the checkout are stale.
"""
