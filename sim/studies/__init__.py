"""Studies: sweeps over a design, and what they tell: sensitivity, emulators, calibration."""
