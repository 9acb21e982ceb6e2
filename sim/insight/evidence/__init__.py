"""What real organisations show, compared with what simulated ones do: survey, statistics, verdict."""
