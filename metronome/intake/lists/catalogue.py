"""Every list there is, by its kind."""

from __future__ import annotations

from collections.abc import Mapping

from .activities import ACTIVITIES
from .columns import Listing
from .nouns import BILATERALS, CONTACTS, MANDATES, MEDIA, MEMBERS, PARTNERS

LISTINGS: Mapping[str, Listing] = {
    listing.kind: listing for listing in (ACTIVITIES, MEMBERS, PARTNERS, CONTACTS, MEDIA, BILATERALS, MANDATES)
}
