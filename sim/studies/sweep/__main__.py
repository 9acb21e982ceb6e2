"""Print the JSON Schema of study files: ``python -m sim.studies.sweep > experiments/study.schema.json``."""

from sim.studies.sweep.json_schema import schema_text

print(schema_text(), end="")
