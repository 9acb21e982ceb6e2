"""What a study tells: which factors matter (sensitivity), where it goes wrong (discovery), what fits own figures (calibration)."""
