"""What a reader gets: results as frames (`result`), tables for the terminal, figures, and the output folder."""

from sim import cache

cache.lend_matplotlib()
