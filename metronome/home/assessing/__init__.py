"""The pages on which results are assessed: which wait for it in a year, and what an assessment rests on."""
