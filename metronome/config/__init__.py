"""What an instance is made of: its settings, its addresses, the way a server starts it."""
