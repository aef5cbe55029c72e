"""Who exists: the resolved arrays of people and plans that every engine takes."""
