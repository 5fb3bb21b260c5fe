"""The steps of a rehearsal and what is made up for it; `actions.rehearsing` goes through them."""
