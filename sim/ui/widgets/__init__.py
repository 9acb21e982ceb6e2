"""What the browser draws by itself, as anywidgets: the organisation as people (`people`) and time series with bands (`band`)."""

from __future__ import annotations

from pathlib import Path


def together(*names: str) -> str:
    """Files of this folder as one text: a widget's script is one module, however many files a reader finds it in."""
    return "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names)
