"""Print the JSON Schema of scenario files: ``python -m sim.scenario > scenarios/scenario.schema.json``."""

from sim.scenario.json_schema import schema_text

print(schema_text(), end="")
