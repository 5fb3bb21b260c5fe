"""How each room's nouns stand in a reference folder."""
