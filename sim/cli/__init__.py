"""The command sim: one file a group of commands, all logic in the wings below."""
