"""What scripts, worksheets and critiques say around a lesson's own texts, one file a language; each sheet is
in its lesson's language.

>>> say("en", "names.team")
'A team'
"""

from __future__ import annotations

from pathlib import Path

from sim.words import Words

WORDS = Words(Path(__file__).parent)
"""The catalogue of the sheets."""

languages = WORDS.languages
"""Languages a lesson can be in."""

say = WORDS.say
"""One text, with values put in."""

said = WORDS.text
"""A text, or a list of texts."""
