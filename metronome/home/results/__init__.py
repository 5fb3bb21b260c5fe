"""What was announced of a call, with the practices that applications became: calls and the exchange know nothing of
each other."""
