"""What is stored: columns, relations, tiny questions. No verbs."""

from planner.models.activity import Activity, ActivityFile
from planner.models.attachment import Attachment
from planner.models.backfill import Backfill
from planner.models.base import Base, UTCDateTime
from planner.models.calendar_version import CalendarVersion
from planner.models.campaign import Campaign, CampaignUnit, KeyDate, Theme
from planner.models.column import Column, Slot
from planner.models.comment import CheckLine, Comment, Mention
from planner.models.day import DayNote, DayOff
from planner.models.directive import Deliverable, Directive, DirectiveLink, Task, TaskUnit
from planner.models.editing import Draft, EditLock, NewDraft, Presence
from planner.models.exemplar import Exemplar
from planner.models.full_text import Rematch, WordCount
from planner.models.genre import Genre
from planner.models.history import History
from planner.models.invitation import Invitation
from planner.models.item import Assignment, PlannedItem, item_theme
from planner.models.job import FeedDay, Job, Submission
from planner.models.match import Match, Relevance
from planner.models.match_model import MatchModel
from planner.models.move import Move, MoveLine
from planner.models.notice import Mail, MailHours, Notice, NoticeChoice
from planner.models.observation import Observation, Tombstone
from planner.models.outside_calendar import OutsideCalendar, OutsideEvent
from planner.models.pattern import Pattern, PatternPerson
from planner.models.person import Membership, Person, SignIn, SignInAttempt
from planner.models.publication_log import PublicationLog
from planner.models.published import PublishedItem, PublishedVersion, Sighting
from planner.models.report import ReportEdition, ReportFile, ReportSchedule, StoredReport, UnitTemplate, WordTemplate
from planner.models.report_link import ReportLink
from planner.models.saved_filter import SavedFilter
from planner.models.source import Fetch, Source, SourcePeriod
from planner.models.subscription import Subscription
from planner.models.target import Target
from planner.models.unit import Channel, ChannelPeriod, Unit, UnitMerger, UnitName
from planner.models.urging import ReminderRule, Urging, UrgingMessage
from planner.models.work import UnitStep, Work

__all__ = [
    "Activity",
    "ActivityFile",
    "Assignment",
    "Attachment",
    "Backfill",
    "Base",
    "CalendarVersion",
    "Campaign",
    "CampaignUnit",
    "Channel",
    "ChannelPeriod",
    "CheckLine",
    "Column",
    "Comment",
    "DayNote",
    "DayOff",
    "Deliverable",
    "Directive",
    "DirectiveLink",
    "Draft",
    "EditLock",
    "Exemplar",
    "FeedDay",
    "Fetch",
    "Genre",
    "History",
    "Invitation",
    "Job",
    "KeyDate",
    "Mail",
    "MailHours",
    "Match",
    "MatchModel",
    "Membership",
    "Mention",
    "Move",
    "MoveLine",
    "NewDraft",
    "Notice",
    "NoticeChoice",
    "Observation",
    "OutsideCalendar",
    "OutsideEvent",
    "Pattern",
    "PatternPerson",
    "Person",
    "PlannedItem",
    "Presence",
    "PublicationLog",
    "PublishedItem",
    "PublishedVersion",
    "Relevance",
    "Rematch",
    "ReminderRule",
    "ReportEdition",
    "ReportFile",
    "ReportLink",
    "ReportSchedule",
    "SavedFilter",
    "Sighting",
    "SignIn",
    "SignInAttempt",
    "Slot",
    "Source",
    "SourcePeriod",
    "StoredReport",
    "Submission",
    "Subscription",
    "Target",
    "Task",
    "TaskUnit",
    "Theme",
    "Tombstone",
    "UTCDateTime",
    "Unit",
    "UnitMerger",
    "UnitName",
    "UnitStep",
    "UnitTemplate",
    "Urging",
    "UrgingMessage",
    "WordCount",
    "WordTemplate",
    "Work",
    "item_theme",
]
