"""The parts of the page /whatif: what was asked for (`view`, `asking`), results above, policies below,
reasons and evidence under them."""
