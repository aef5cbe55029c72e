"""What a statement does: the codebook and its coders."""
