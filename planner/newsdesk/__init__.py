"""The newsroom's verbs: one verb, one function, one transaction; never commits."""
