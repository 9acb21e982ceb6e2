"""Studies: many runs of one model over a design, kept so that none is lost and none is done twice."""
