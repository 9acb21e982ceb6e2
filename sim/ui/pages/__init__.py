"""The pages and their addresses."""

import solara

from sim.ui import faults, messages
from sim.ui.frame import Layout
from sim.ui.pages import about, home, lessons, organisation, whatif

faults.install()
messages.install()

routes = [
    solara.Route("/", component=home.Page, layout=Layout),
    solara.Route("whatif", component=whatif.Page),
    solara.Route("organisation", component=organisation.Page),
    solara.Route("lessons", component=lessons.Page),
    solara.Route("about", component=about.Page),
]
