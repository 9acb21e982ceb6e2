"""Looking closer at what was run."""
