"""The rules of automatic reminders, three fields for each kind."""

from collections.abc import Mapping

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from planner.domain.reminders import ABOUT_UNITS, MOST_DAYS, RULES, Rule
from planner.forms.base import Form, options
from planner.vocabulary import N_, NoticeKind, ReminderTo


class ReminderRulesForm(Form):
    """Fields are named by kind: ``deadline_days``, ``deadline_to``, ``deadline_enabled``; added below."""

    def rules(self) -> dict[NoticeKind, Rule]:
        """What was chosen. Call only after the form has been validated."""
        return {
            kind: Rule(
                self[f"{kind.value}_days"].data,
                ReminderTo(self[f"{kind.value}_to"].data),
                bool(self[f"{kind.value}_enabled"].data),
            )
            for kind in RULES
        }


def rule_values(rules: Mapping[NoticeKind, Rule]) -> dict[str, object]:
    """What the form starts with."""
    found: dict[str, object] = {}
    for kind, rule in rules.items():
        found |= {
            f"{kind.value}_days": rule.days,
            f"{kind.value}_to": rule.to.value,
            f"{kind.value}_enabled": rule.enabled,
        }
    return found


for _kind in RULES:
    _may = [to for to in ReminderTo if not (_kind in ABOUT_UNITS and to is ReminderTo.MAKERS)]
    _limits = [InputRequired(), NumberRange(0, MOST_DAYS, message=N_("Nhập số ngày từ 0 đến 14."))]
    _words = N_("Số ngày sau") if _kind is NoticeKind.LINK else N_("Số ngày trước")
    setattr(ReminderRulesForm, f"{_kind.value}_days", IntegerField(_words, validators=_limits))
    setattr(
        ReminderRulesForm,
        f"{_kind.value}_to",
        SelectField(N_("Người nhận"), choices=options((to.value, to.label) for to in _may)),
    )
    setattr(ReminderRulesForm, f"{_kind.value}_enabled", BooleanField(N_("Nhắc")))
