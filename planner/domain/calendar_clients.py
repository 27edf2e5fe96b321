"""The address of a private calendar, and which calendar program fetched it, told from its User-Agent."""

from planner.language.fold import fold

# In this order: several of them also call themselves Mozilla, and Apple's own name stands in many.
_SIGNS = (
    ("Google-Calendar-Importer", "Google"),
    ("GoogleCalendar", "Google"),
    ("Thunderbird/", "Thunderbird"),
    ("Evolution/", "GNOME/Evolution"),
    ("DAVx5/", "DAVx5 (Android)"),
    ("ICSx5/", "ICSx5 (Android)"),
    ("vdirsyncer/", "vdirsyncer"),
    ("Nextcloud", "Nextcloud"),
    ("Outlook", "Outlook"),
    ("Microsoft", "Outlook"),
    ("Exchange", "Outlook"),
    ("dataaccessd", "Apple (iPhone, iPad)"),
    ("CalendarAgent", "Apple (Mac)"),
    ("macOS", "Apple (Mac)"),
    ("iOS/", "Apple (iPhone, iPad)"),
)
_BROWSER = "Mozilla/"
LONGEST = 60
NAME_MAX = 60


def calendar_path(token: str, person_name: str) -> str:
    """The path of a link. Its last part is a name, ``lich-nguyen-huu-thang.ics``: some programs show it."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(person_name)).split()
    return f"/lich/{token}/{'-'.join(['lich', *words])[:NAME_MAX]}.ics"


def client_name(user_agent: str) -> str:
    """The name to show; the agent's first word for a program not known here, empty for no name and for a browser,
    which has opened the address but does not follow it."""
    for sign, name in _SIGNS:
        if sign in user_agent:
            return name
    if not user_agent.split("/", 1)[0].strip() or user_agent.startswith(_BROWSER):
        return ""
    return user_agent.split("/", 1)[0].split(maxsplit=1)[0][:LONGEST]
