"""What everything is built on: errors, paths, writing whole files, YAML, and which files a module is made
of."""
