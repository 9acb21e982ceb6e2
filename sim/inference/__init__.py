"""What a study tells: which factors matter (sensitivity), and where it goes wrong (discovery)."""
