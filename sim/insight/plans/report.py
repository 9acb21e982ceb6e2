"""report.md of many plans: what was asked, who is ahead, what it costs, and the regret of choosing, on one page."""

from __future__ import annotations

from sim.insight.plans import sentences as words
from sim.insight.plans.compare import Plans
from sim.insight.plans.comparison import RANKED, Standing
from sim.model.outcomes import HEADLINES, OUTCOME
from sim.report import money_sentences
from sim.report.page import command, grid, how_sure, paper
from sim.report.tables import size
from sim.report.wording import NONE, amount, grain, interval, number, title


def plans_report(found: Plans) -> str:
    """The page, in Markdown."""
    scenarios = [scenario for scenario, _ in found.scenarios]
    who = "\n".join(f"- **{letter}: {title(s)}.** {s.story}" for letter, s in zip(found.letters, scenarios, strict=True))
    files = " ".join(f"scenario-{side}.yaml" for side in found.asked)
    options = [f"--rank-by {name}" for name in found.ranked if found.ranked != RANKED]
    options += ["--bands parameters"] if found.ensemble else []
    return paper(
        f"{len(scenarios)} plans, each against {title(scenarios[0])}", who,
        f"What was simulated: {size(found.scenarios[0][1], found.replications, 'world')}, {len(scenarios)} plans in each. In a world the "
        "same customers walk in on the same days under every plan; what differs is caused by what the plans ask for.",
        "\n".join(f"- {said}" for said in found.sentences),
        "![Each plan's difference from the first, with intervals; what is bracketed is not separated](figure.svg)",
        *places(found), "## What else changes", _differences(found), *_money(found), *regrets(found), words.worlds(found),
        how_sure(found.replications, several=True, ensemble=found.ensemble), "## Reproduce",
        command(" ".join(["sim compare", files, *options])))


def places(s: Standing) -> list[str]:
    """The places by each outcome, a table each."""
    shown = ["## Places", words.FAMILY]
    for name, r in s.rankings.items():
        o, rows = OUTCOME[name], []
        for i in r.order:
            row = s.effect(i, name)
            rows.append((s.letters[i], s.titles[i], r.place(i) if r.known else NONE, number(row["mean"], o),
                         number(row["difference"], o, sign=True), interval(row["low"], row["high"], o, sign=True),
                         ", ".join(s.letters[j] for j in r.unsure(i)) if r.known else NONE))
        head = ("part", "what it is", "place", "mean", f"difference from {s.letters[0]}", "95 % interval", "not separated from")
        shown += [f"**{o.label}** ({o.unit})", grid(head, rows)]
    return shown


def _differences(s: Standing) -> str:
    rows = []
    for o in (OUTCOME[name] for name in HEADLINES if name in s.outcomes):
        cells = []
        for i in range(1, len(s.names)):
            row = s.effect(i, o.name)
            cells.append(f"{number(row['difference'], o, sign=True)} ({interval(row['low'], row['high'], o, sign=True)})")
        rows.append((o.label, o.unit, number(s.effect(0, o.name)["mean"], o), *cells))
    return grid(("outcome", "unit", s.letters[0], *(f"{letter} − {s.letters[0]}" for letter in s.letters[1:])), rows)


def _money(found: Plans) -> list[str]:
    frame, o, hours = found.costs, OUTCOME["net_value"], OUTCOME["leader_hours"]
    to = grain(*(frame["in_all"] - frame["in_all"].iloc[0]), *frame["programmes"])
    rows = [(letter, number(row["net_value"], o), number(row["cost"], o), amount(row["in_all"], to), amount(row["programmes"], to),
             number(row["leader_hours"], hours), number(row["hours_asked"], hours), words.payback(found, str(name)))
            for letter, (name, row) in zip(found.letters, frame.iterrows(), strict=True)]
    head = ("part", "net value", "cost", "in all", "programmes", "leader hours", "asked", "pays back")
    about = words.of_money(found)
    return [f"## {money_sentences.HEADING}", f"{about[:1].upper()}{about[1:]}; asked: what the plan asks of each leader on the first morning.",
            grid(head, rows), "\n".join(f"- {said}" for said in words.short_of_time(found))]


def regrets(s: Standing) -> list[str]:
    """Regret by each outcome, a table each."""
    shown = ["## Regret", "What the best plan of a world brings more than this one (Savage 1951), over all worlds."]
    for name in s.ranked:
        o, rows = OUTCOME[name], []
        for letter, (_, row) in zip(s.letters, s.regrets[name].iterrows(), strict=True):
            between = f" ({words.percent(row['beats_low'])} to {words.percent(row['beats_high'])})" if row["beats"] == row["beats"] else ""
            rows.append((letter, number(row["mean"], o), number(row["high"], o), number(row["worst"], o), words.percent(row["best"]),
                         words.percent(row["beats"]) + between))
        head = ("part", "mean", "95th percentile", "worst", "best in", f"beats {s.letters[0]} in (95 % interval)")
        shown += [f"**{o.label}** ({o.unit})", grid(head, rows)]
    return shown
