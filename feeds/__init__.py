"""The door to other programs: feeds in, calendars and feeds out. Bytes become frozen records, records become bytes.

Nothing here knows the planner, a database or a web framework.
"""
