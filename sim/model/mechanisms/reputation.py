"""Word of mouth about a unit gathers and fades (M43); who left and who joined was decided contact by contact."""

from sim.model.jit import inner
from sim.model.rules import basics


@inner
def spread_the_word(world):
    """Each unit's running balance of recommendations and warnings, in [-1, 1], moves towards today's."""
    p = world.p[0]
    for u in range(len(world.units)):
        told, contacts = 0, 0
        for t in range(world.front_start[u], world.front_start[u + 1]):
            today = world.today[world.front[t]]
            told += today.told
            contacts += today.contacts
        if contacts > 0:
            world.units[u].word = basics.toward(world.units[u].word, 10.0 * told / contacts if abs(told) * 10 < contacts else
                                                (1.0 if told > 0 else -1.0), p.word_rate)
