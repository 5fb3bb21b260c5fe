"""The pages of a member's focal points: what is kept about their member, what was noted, what they ask."""
