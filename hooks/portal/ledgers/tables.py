"""Every ledger, by the kind that commands call it."""

from portal.ledgers.months import ADVISER_WORK, HELPER_WORK, SIT_INS
from portal.ledgers.people import ADVISERS, HELPERS
from portal.ledgers.sessions import EVENTS

LEDGERS = (HELPERS, ADVISERS, EVENTS, SIT_INS, ADVISER_WORK, HELPER_WORK)
KINDS = tuple(dict.fromkeys(ledger.kind for ledger in LEDGERS))
