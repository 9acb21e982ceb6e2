"""Insight: one contact explained, plans compared, a difference attributed, the model against published
evidence.

Here, too, the model is described (:mod:`sim.insight.describe`), and a study handed in with its paper
(:mod:`sim.insight.supplement`).
"""
