"""How what cities hand in to a call becomes drafts of practices. The exchange takes, where the city agreed; calls give
nothing by themselves."""
