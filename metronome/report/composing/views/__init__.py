"""The doors of composing: editions, their parts, the steps to publication."""
