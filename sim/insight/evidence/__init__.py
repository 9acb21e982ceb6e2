"""What real organisations show, compared with what simulated ones do: the survey, the statistics, the
verdict."""
