"""The page in which an analyst reviews a ledger, served on this machine only."""
