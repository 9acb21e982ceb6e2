"""Print the JSON Schema of study files: ``python -m sim.experiments > experiments/study.schema.json``."""

from sim.experiments.json_schema import schema_text

print(schema_text(), end="")
