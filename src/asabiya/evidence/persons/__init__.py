"""Who speaks: names, offices, institutions, and who is who in one article."""
