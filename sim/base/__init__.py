"""What everything stands on: errors, paths, writing whole files, YAML, and which files a module is made of."""
