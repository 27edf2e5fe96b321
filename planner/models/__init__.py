"""What is stored: columns, relations, tiny questions. No verbs."""

from planner.models.base import Base, UTCDateTime
from planner.models.campaign import Campaign, CampaignUnit, KeyDate, Theme
from planner.models.column import Column, Slot
from planner.models.day import DayNote, DayOff
from planner.models.directive import Deliverable, Directive, DirectiveLink, Task, TaskUnit
from planner.models.exemplar import Exemplar
from planner.models.genre import Genre
from planner.models.history import History
from planner.models.item import Assignment, PlannedItem, item_theme
from planner.models.job import FeedDay, Job, Submission
from planner.models.match import Match, Relevance
from planner.models.move import Move, MoveLine
from planner.models.pattern import Pattern, PatternPerson
from planner.models.person import Membership, Person, SignIn, SignInAttempt
from planner.models.published import PublishedItem, PublishedVersion, Sighting
from planner.models.saved_filter import SavedFilter
from planner.models.source import Fetch, Source, SourcePeriod
from planner.models.subscription import Subscription
from planner.models.unit import Channel, ChannelPeriod, Unit, UnitMerger, UnitName

__all__ = [
    "Assignment",
    "Base",
    "Campaign",
    "CampaignUnit",
    "Channel",
    "ChannelPeriod",
    "Column",
    "DayNote",
    "DayOff",
    "Deliverable",
    "Directive",
    "DirectiveLink",
    "Exemplar",
    "FeedDay",
    "Fetch",
    "Genre",
    "History",
    "Job",
    "KeyDate",
    "Match",
    "Membership",
    "Move",
    "MoveLine",
    "Pattern",
    "PatternPerson",
    "Person",
    "PlannedItem",
    "PublishedItem",
    "PublishedVersion",
    "Relevance",
    "SavedFilter",
    "Sighting",
    "SignIn",
    "SignInAttempt",
    "Slot",
    "Source",
    "SourcePeriod",
    "Submission",
    "Subscription",
    "Task",
    "TaskUnit",
    "Theme",
    "UTCDateTime",
    "Unit",
    "UnitMerger",
    "UnitName",
    "item_theme",
]
