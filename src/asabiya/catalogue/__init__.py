"""Published models of collective action, regime change and elite politics, each verified."""
