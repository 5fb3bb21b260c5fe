"""How numbers are written where Django does not know a language as its readers do."""
