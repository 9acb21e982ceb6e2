"""Organisations: generated (`build`), read from files (`read`), their network (`organisation`)."""
