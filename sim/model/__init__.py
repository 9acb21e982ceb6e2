"""The model: its rules, parameters and mechanisms, a day of contacts, the engine that runs it, and what a run
reports."""
