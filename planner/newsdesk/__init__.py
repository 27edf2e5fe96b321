"""The newsroom's verbs: one verb, one function, one transaction; never commits."""

from planner.newsdesk import revising as revising  # the sessions of all verbs keep revisions of what calendars show
