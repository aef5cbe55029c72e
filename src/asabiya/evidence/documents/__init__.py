"""From documents to articles: text, headline, author, outlet and date."""
