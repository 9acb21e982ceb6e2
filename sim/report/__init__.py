"""What a reader gets: results as frames (`result`), tables for the terminal, figures, and the output
folder."""

from sim.base import cache_folders

cache_folders.lend_matplotlib()
