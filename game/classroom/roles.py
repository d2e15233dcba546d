"""The roles of a team: what each looks after. Anyone may write on the sheet, the leader commits it."""

from __future__ import annotations

from enum import Enum
from typing import Final

from rules.orders import Family


class Role(Enum):
    """A role in a seat's team, by the word in forms and records."""

    LEADER = "leader"
    FINANCE = "finance"
    DEFENCE = "defence"
    FOREIGN = "foreign"
    INTELLIGENCE = "intelligence"
    PRESS = "press"


NAMES: Final = {
    Role.LEADER: "Leader",
    Role.FINANCE: "Finance",
    Role.DEFENCE: "Defence",
    Role.FOREIGN: "Foreign affairs",
    Role.INTELLIGENCE: "Intelligence",
    Role.PRESS: "Press",
}

DUTIES: Final = {
    Role.LEADER: "Settles what the team cannot agree on, answers events, commits the sheet.",
    Role.FINANCE: "Sets the defence budget and readiness, keeps the money in view.",
    Role.DEFENCE: "Signs programmes, moves forces, sets alerts, plans operations and knows their odds.",
    Role.FOREIGN: "Writes to the other capitals, answers and makes proposals, sends signals.",
    Role.INTELLIGENCE: "Reads what the others do and may want, and says how sure the figures are.",
    Role.PRESS: "Tells the public what the government did and why, and watches support at home.",
}

FAMILIES: Final = {
    Role.LEADER: (Family.CHOICE, Family.REVIEW, Family.INVOKE),
    Role.FINANCE: (Family.DIAL, Family.READINESS, Family.PACE),
    Role.DEFENCE: (
        *(Family.PROGRAMME, Family.DEPLOY, Family.ALERT, Family.OPERATION, Family.LIFT),
        Family.STANCE,
    ),
    Role.FOREIGN: (Family.ANSWER, Family.SIGNAL, Family.PROPOSAL, Family.RENOUNCE, Family.COURT),
    Role.INTELLIGENCE: (),
    Role.PRESS: (Family.CAMPAIGN,),
}
"""The orders that each role looks after."""

ROLE_NAMED: Final = {role.value: role for role in Role}
