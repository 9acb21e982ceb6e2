"""What real organisations show, held against what simulated ones do: the survey, the statistics, the verdict."""
