"""Runs: many at once on all cores, a scenario run, two compared in paired worlds."""
