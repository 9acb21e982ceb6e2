"""A page that only takes a file, and a server for it: `python tests/ui/upload_page.py`."""

import solara

from sim.ui.tags import heading, paragraph
from sim.ui.upload import Upload


@solara.component
def Page():
    told, set_told = solara.use_state("nothing yet")
    heading(1, "Upload")
    Upload("Choose a file", lambda files: set_told("; ".join(
        f"{name}: {len(content)} bytes, {sum(content)} in all" for name, content in files.items())),
        lambda fault: set_told(str(fault)), many=True)
    paragraph(told)


if __name__ == "__main__":
    from sim.ui import pages, serve
    from sim.ui.frame import Layout

    pages.routes[:] = [solara.Route("/", component=Page, layout=Layout)]
    serve.serve("127.0.0.1", 0, lambda address: print(address, flush=True))
