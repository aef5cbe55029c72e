"""The day, its draws, the state of rest, and runs of many members."""
