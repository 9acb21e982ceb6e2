"""Why two scenarios differ: by path, by lever, and which contested findings it hinges on."""
