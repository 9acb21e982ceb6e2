"""Many plans compared in paired worlds: places, money, regret, and where the order reverses."""
