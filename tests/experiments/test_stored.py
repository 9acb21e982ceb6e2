"""What is stored with the package and stale, is said; what the page stands on must not be."""

import warnings

from experiments import baselines, stored
from sim.model.jit import code_digest
from sim.whatif.plan import Plan
from sim.whatif.run_cache import stored as runs
from sim.whatif.runs import Worlds


def test_what_is_stale_is_said():
    found = stored.stale()
    for name in found:
        warnings.warn(f"{name}: made by other code than there is now; run: make stored", stacklevel=1)
    assert "baselines" not in found, "the page waits for today's runs; run: python -m experiments.baselines"


def test_every_firm_that_a_plan_starts_from_is_stored():
    for base in baselines.firms():
        worlds = Worlds(Plan(base=base))
        for r in range(20 if base == "ordinary-firm" else 4):
            assert all((world.name, r) in runs() for world in (worlds.pair()[0], worlds.pair(r)[0]))


def test_what_is_made_is_noted(monkeypatch, tmp_path):
    """Of a thing that fails nothing is noted, and the rest is made all the same."""
    things = tuple(stored.Stored(name, name) for name in ("good", "bad", "last"))
    monkeypatch.setattr(stored, "THINGS", (*things, stored.Stored("huge", "huge", long=True)))
    monkeypatch.setattr(stored, "LEDGER", tmp_path / "stored.csv")
    stored.LEDGER.write_text("thing,code\nbad,before\n")
    ran = []

    def run(command, **_):
        ran.append(command[-1])
        return type("Done", (), {"returncode": int(command[-1] == "bad")})

    monkeypatch.setattr(stored.subprocess, "run", run)
    assert stored.make(ensemble=False) == 1
    assert ran == ["good", "bad", "last"]
    assert stored._ledger() == {"good": code_digest(), "bad": "before", "last": code_digest()}
    assert stored.stale() == ["bad", "huge"]
