"""The microscope: one contact of a run, step by step with its numbers."""
