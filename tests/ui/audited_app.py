"""The server, telling in its log what no visitor may bring about: `python tests/ui/audited_app.py`.

Every file whose path holds the word that tests use for it, every module of that name, every program that is
run.
"""

import os
import sys

CANARY = "kanarienvogel"
PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn")


def heard(event: str, given: tuple) -> None:
    if event in PROGRAMS or (event in ("open", "import", "os.listdir", "os.mkdir", "os.remove")
                             and CANARY in str(given[0])):
        os.write(2, f"HEARD {event} {given[0]!r}\n".encode())


if __name__ == "__main__":
    from sim.ui import limits, serve

    limits.MESSAGES_A_SECOND = limits.MESSAGES_AT_ONCE = 1e6  # more is thrown at a page than a browser says
    sys.addaudithook(heard)
    serve.serve("127.0.0.1", 0, lambda address: print(address, flush=True))
