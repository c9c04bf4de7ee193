"""Series to distributions: growth paths, ranks, base rates, the commitments model. Pure."""
