"""Figures, the self-contained HTML page, and the compact view for notebooks.

Everything here reads a finished result and computes nothing new about the world: `figures` turns a
`ResultView` into Altair charts, `page` turns one into a single HTML file that loads nothing from anywhere.
"""

from __future__ import annotations

from asabiya.report.notebook import html_summary
from asabiya.report.page import render, write_page
from asabiya.report.view import ResultView

__all__ = ["ResultView", "html_summary", "render", "write_page"]
