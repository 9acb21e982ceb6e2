"""Spread: one leader's, unit's or level's levers change; who follows, when, how strongly, and how far away
along line and ties."""
