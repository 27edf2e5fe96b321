"""Rules: pure functions on values, ``now`` and ``today`` handed in."""
