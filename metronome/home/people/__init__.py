"""The pages of people: who can sign in, which roles they have, and for which members they speak."""
