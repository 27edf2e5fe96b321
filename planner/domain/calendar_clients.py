"""Which calendar program fetched a link, told from its User-Agent. A browser that opens the address is none of them."""

# In this order: several of them also call themselves Mozilla, and Apple's own name stands in many.
_SIGNS = (
    ("Google-Calendar-Importer", "Google"),
    ("GoogleCalendar", "Google"),
    ("Thunderbird/", "Thunderbird"),
    ("Evolution/", "GNOME/Evolution"),
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


def client_name(user_agent: str) -> str:
    """The name to show; the agent's first word for a program not known here, empty for a browser or no name at all."""
    for sign, name in _SIGNS:
        if sign in user_agent:
            return name
    if not user_agent.split("/", 1)[0].strip() or user_agent.startswith(_BROWSER):
        return ""
    return user_agent.split("/", 1)[0].split(maxsplit=1)[0][:LONGEST]
