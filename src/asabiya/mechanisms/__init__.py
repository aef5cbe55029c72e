"""One mechanism of the theory in each file: its parameters, its equations and its references."""
