"""The pages of ``docs/`` that derive from the code: the ODD+D protocol, the nomenclature, the commands.

``python -m sim.docs`` writes them, ``python -m sim.docs --check`` says whether the ones in the checkout are stale.  What a page
tells about a parameter, a column or a rule is read where the model itself reads it; nothing is typed twice.
"""
