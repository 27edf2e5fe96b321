"""Show: one blueprint file per noun. The table below is the table of contents."""

from importlib import import_module

from flask import Flask

NOUNS = (
    "accounts",  # sign in, sign out, own account
    "home",
    "calendar",
    "filters",  # of the calendar, saved under a name
    "items",
    "editing",  # the plan's form, drafts, the edit lock
    "merging",
    "presence",
    "drafts",  # of new items
    "comments",
    "checklist",
    "attachments",
    "works",  # one work in several media
    "steps",  # a unit's own steps of the workflow
    "my_work",
    "moves",
    "lanes",  # steps of the work taken on the board
    "selection",  # many items at once
    "quick",  # adding with a title alone, as a copy, as a series
    "live",  # what open pages ask
    "columns",
    "patterns",  # what new items of a column start with
    "days_off",
    "day_notes",
    "exemplars",  # the register of models, methods and people worth telling of
    "directives",
    "campaigns",
    "units",
    "people",
    "sources",
    "backfills",  # old periods of a source, fetched afterwards
    "source_lists",  # many sources as a file, out and in
    "source_health",  # what was seen of each source, and how it is read
    "published",
    "publication_logs",  # uploaded lists of what was broadcast or printed
    "activities",  # what units report of themselves
    "coverage",  # the queue of matches, and relevance
    "coverage_bulk",  # many pairs confirmed at once
    "precision",  # how right matching has been
    "rematches",  # a whole campaign compared anew
    "board",
    "reports",
    "report_setup",  # how a campaign reports: every month, in its own Word file
    "unit_templates",  # a unit's own Word file for its own reports
    "report_links",  # closed reports opened to the public for a while
    "report_files",  # of a report: downloads, and long ones made in the background
    "board_pages",  # cross tables, columns, exemplars, changes
    "targets",
    "urging",  # what the board asks of units
    "subscriptions",
    "caldav",  # the same calendars for programs that read entry by entry
    "outside_calendars",  # of ministries, committees and other programs, shown behind the plans
    "answers",  # to invitations, by signed addresses
    "notices",
    "reminder_rules",  # when the program reminds by itself
    "mails",  # the administrator's log
    "health",
)


def register(app: Flask) -> None:
    """Register every noun's blueprint; the demo's feed exists only in a demo."""
    for noun in NOUNS:
        app.register_blueprint(import_module(f"planner.web.{noun}").blueprint)
    if app.config["SETTINGS"].demo:
        app.register_blueprint(import_module("planner.web.demo").blueprint)
