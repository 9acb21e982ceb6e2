"""The model: its rules, parameters and mechanisms, a day of contacts, the engine, what a run reports."""
