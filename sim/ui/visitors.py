"""Who is here: every open page has a place, from the moment its connection is let in until nothing of it is
left.

A page is a kernel of Solara's, named by its own script.  It belongs to the session that opened it, and has
one connection at a time.  All of this is called in the event loop of the server, so a place is either free or
taken, however many ask at once.
"""

from __future__ import annotations

import asyncio
import ipaddress
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from solara.server import kernel_context

from sim.ui import limits

End = Callable[[], None]


@dataclass(eq=False)
class Place:
    """One page's.  kernel: its name.  session: whose it is, "" where the browser keeps no cookies.  page:
    what it calls itself.

    address: where it comes from, "" where many may come from there.  end: ends its connection, None while it
    has none.  ran: has it asked for its widgets?  since: when its connection came or went.  closing: it is
    being closed, and will be free.
    """

    kernel: str
    session: str
    page: str
    address: str
    end: End | None = None
    ran: bool = False
    since: float = field(default_factory=time.monotonic)
    closing: bool = False


_places: dict[str, Place] = {}


def sessions() -> int:
    """How many places are taken now."""
    return len(_taken())


def limit() -> int:
    """How many places there are: fewer than asked for where each would not find its limits."""
    return min(limits.SESSIONS, limits.pages())


def full(address: str = "") -> bool:
    """Whether there is no place for another page from this address, nor a page that would give way to it."""
    return not _free_place(address) and not _giving_way(address)


@lru_cache(4096)
def network(host: str) -> str:
    """Where somebody comes from, as far as places are counted: "" for this machine, or a proxy on it, behind
    which many may be.

    >>> network("127.0.0.1"), network("192.0.2.7"), network("2001:db8:1:2:3::4")
    ('', '192.0.2.7', '2001:db8:1:2::/64')
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return ""
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_loopback:
        return ""
    return str(address) if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


async def room(address: str) -> bool:
    """Is there a place?  Where all are taken, the page that has been silent for longest gives way."""
    if not _free_place(address):
        silent = _giving_way(address)
        if not silent:
            return False
        _close(min(silent, key=lambda place: (place.ran, place.since)))
    for _ in range(40):
        if _free_place(address):
            return True
        await asyncio.sleep(0.05)
    return False


async def enter(kernel: str, session: str, page: str, address: str, end: End) -> Place | None:
    """Take a place for a connection, or the one that its page has already; None where there is none, or it is
    somebody else's."""
    place = _places.get(kernel) if kernel in _taken() else None
    if place is None:
        if not await room(address) or kernel in _taken():
            return None
        place = _places[kernel] = Place(kernel, session, page, address)
    elif place.closing or not session or (place.session, place.page) != (session, page):
        return None
    elif place.end is not None:
        place.end()
    place.end, place.since = end, time.monotonic()
    return place


def leave(place: Place, end: End) -> None:
    """A connection is gone; its place is kept for a while for the page to come back."""
    if place.end is not end:            # another one of the same page has replaced it
        return
    place.end, place.since = None, time.monotonic()
    if not place.ran:
        asyncio.get_running_loop().call_later(limits.UNUSED, _forget_unused, place)


def close(kernel: str, session: str, page: str) -> bool:
    """A page says that it is closed; whether it may."""
    place = _places.get(kernel)
    if place is None or not session or (place.session, place.page) != (session, page):
        return False
    _close(place)
    return True


def _taken() -> set[str]:
    """Places with a connection, or with something of the page still there; the others are forgotten."""
    for place in [place for place in _places.values() if place.end is None
                  and place.kernel not in kernel_context.contexts]:
        del _places[place.kernel]
    return {*_places, *kernel_context.contexts}


def _free_place(address: str) -> bool:
    return len(_taken()) < limit() and not _has_its_share(address)


def _has_its_share(address: str) -> bool:
    held = sum(place.address == address for place in _places.values())
    return address != "" and held >= max(1, int(limit() * limits.OF_ONE_ADDRESS))


def _giving_way(address: str) -> list[Place]:
    """Pages that have been silent for long enough: this address's if it has its share, else any."""
    own, now = _has_its_share(address), time.monotonic()
    return [place for place in _places.values() if place.end is None and not place.closing
            and (not own or place.address == address)
            and now - place.since > (limits.RECONNECT if place.ran else 0.0)]


def _forget_unused(place: Place) -> None:
    if place.end is None and _places.get(place.kernel) is place:
        _close(place)


def _close(place: Place) -> None:
    """Close what there is of a page; in a thread, since it waits for what the page is doing, and that may
    wait for the loop."""
    end, place.end, place.closing = place.end, None, True
    if end is not None:
        end()
    context = kernel_context.contexts.get(place.kernel)
    if context is not None and not context.closed_event.is_set():
        threading.Thread(target=context.close, args=("page-close",), daemon=True, name="close").start()
