"""What everything is built on: errors, paths, writing whole files, YAML, and a module's files."""
