"""The day, run after run: setups and worlds, the ordered plan, what is recorded, the Mesa model and the
reference implementation."""
