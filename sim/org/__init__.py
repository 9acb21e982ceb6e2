"""Organisations: generated (`build`), read from files (`read`), and the network they form
(`organisation`)."""
