"""What analysts change in a ledger, kept with who changed it and when."""
