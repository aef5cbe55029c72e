"""Asabiya: models of regime cohesion, from an article to a changed mind, with its sources."""

__version__ = "0.1.0"
