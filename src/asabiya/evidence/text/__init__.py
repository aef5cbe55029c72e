"""The text as paragraphs, sentences and quotations."""
