"""Who reviews what: the best assignment there is, with a proof of it that needs no trust in whoever computed it."""
