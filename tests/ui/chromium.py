"""Where Chromium is: run as a program, it says so, or fails where there is none."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium(playwright: Playwright) -> str | None:
    """The one on the path, or Playwright's own."""
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    own = playwright.chromium.executable_path
    return on_path or (own if Path(own).exists() else None)


if __name__ == "__main__":
    with sync_playwright() as found:
        sys.exit(None if chromium(found) else "no Chromium")
