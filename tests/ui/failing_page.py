"""A page whose parts fail, each in its own way, and a server for it: `python tests/ui/failing_page.py`."""

import solara

from sim.ui.tags import heading, paragraph, tag
from sim.ui.work import use_work

WAYS = ("drawing", "effect", "event", "work")


@solara.component
def Part(way: str):
    job = use_work("part", (lambda turn: {}["in work"]) if way == "work" else None, [way])

    def effect():
        if way == "effect":
            raise RuntimeError("in an effect")

    solara.use_effect(effect, [way])
    if way == "drawing":
        raise ZeroDivisionError("in drawing")
    paragraph(str(job.fault) if job.fault else f"stands {way}")


@solara.component
def Page():
    way, set_way = solara.use_state("as it should")
    heading(1, "Failing")

    def choose(name: str) -> None:
        if name == "event":
            raise KeyError("in an event")
        set_way(name)

    for name in (*WAYS, "well"):
        tag("button", name, on_click=lambda name=name: choose(name))
    Part(way)


if __name__ == "__main__":
    from sim.ui import pages, serve
    from sim.ui.frame import Layout

    pages.routes[:] = [solara.Route("/", component=Page, layout=Layout),
                       solara.Route("about", component=pages.about.Page)]
    serve.serve("127.0.0.1", 0, lambda address: print(address, flush=True))
