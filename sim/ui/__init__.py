"""The pages: what `sim app` shows in the browser.  They contain no model logic; they call what Python and the
command line call.

Solara reads its settings when it is imported, so they are set here, before anything else of this package is.
"""

import os

from sim.base import cache_folders
from sim.ui import limits

_SETTINGS = {
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",     # nothing leaves the machine
    "SOLARA_KERNEL_CULL_TIMEOUT": limits.CULL,
    "SOLARA_THEME_LOADER": "house",                  # sim/ui/templates/loader-house.html
    "SOLARA_THEME_SHOW_BANNER": "false",
    # "auto" leaves the page without a body; the shell knows what the visitor prefers
    "SOLARA_THEME_VARIANT": "light",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
}
for _name, _value in _SETTINGS.items():
    os.environ.setdefault(_name, _value)
cache_folders.lend_home()                                    # Solara and Jupyter keep settings there
