"""The ledger as the analyst's record: many articles in one database; see ``docs/store.md``."""

from asabiya.evidence.store.adding import Outcome
from asabiya.evidence.store.opening import DEFAULT
from asabiya.evidence.store.record import Kept, Store
from asabiya.evidence.store.searching import Filters

__all__ = ["DEFAULT", "Filters", "Kept", "Outcome", "Store"]
