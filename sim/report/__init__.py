"""What a reader gets: results as frames (`result`), tables, figures, the output folder."""

from sim.base import cache_folders

cache_folders.lend_matplotlib()
