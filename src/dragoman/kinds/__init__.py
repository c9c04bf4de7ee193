"""The five kinds of claim: find, ask, judge."""
