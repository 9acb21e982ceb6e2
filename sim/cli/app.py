"""``sim app``: the pages in the browser.  Only the command; everything else is in ``sim.ui``."""

from __future__ import annotations

import os
import socket
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from sim.base.errors import UserError

PORT = 8765

Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535,
                                   help="Port to listen at; 0 takes any that is free")]
Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen at; 0.0.0.0 lets "
                                   "other machines in")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Only say the address, do not open it")]

Lessons = Annotated[Path | None, typer.Option("--lessons", metavar="FOLDER",
                                              help="A folder of lessons of your own, beside those that come "
                                              "with it")]


RootPath = Annotated[str, typer.Option("--root-path", metavar="PATH",
                                       help="Path below which a proxy shows the pages, such as /culture")]


def app(port: Port = PORT, host: Host = "127.0.0.1", no_browser: NoBrowser = False,
        lessons: Lessons = None, root_path: RootPath = "") -> None:
    """Open the pages in the browser: what if, the organisation day by day, lessons. Ctrl-C ends it.

    Only this machine can reach them, unless --host says otherwise; nothing leaves it.

    Example: sim app --no-browser --port 0
    """
    if lessons is not None:
        if not lessons.is_dir():
            raise UserError(f"--lessons {lessons}: no such folder")
        os.environ["SIM_APP_LESSONS"] = str(lessons.absolute())
    if root_path:
        os.environ["SIM_APP_ROOT_PATH"] = root_path
    try:
        from sim.ui.serve import EVERYWHERE, serve
    except ModuleNotFoundError as missing:
        name = (missing.name or "").split(".")[0]
        if name == "sim":
            raise
        raise UserError(f"the pages need {name}, which is not installed; "
                        "install them too: pip install -e '.[app]' in the checkout, or make setup") from None

    def ready(address: str) -> None:
        typer.echo(f"open {address}   (Ctrl-C ends it)")
        if host in EVERYWHERE:
            typer.echo("whoever reaches this machine can open it as "
                       f"{address.replace('127.0.0.1', socket.gethostname())}")
        if not no_browser:
            webbrowser.open(address)

    serve(host, port, ready)
