"""Who attributes what to whom: quotations and paraphrases with their cues."""
