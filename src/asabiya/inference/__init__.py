"""From a ledger and the model to a posterior: observation, weights, tempering, checks, base rates."""
