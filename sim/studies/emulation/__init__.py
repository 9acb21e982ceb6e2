"""An emulator of a study's figures, and what it is good for: matching them to figures that are known."""
