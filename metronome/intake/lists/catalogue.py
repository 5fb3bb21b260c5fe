"""Every list there is, by its kind."""

from __future__ import annotations

from collections.abc import Mapping

from .activities import ACTIVITIES
from .columns import Listing
from .measures import MEASURES
from .nouns import BILATERALS, CONTACTS, MANDATES, MEDIA, MEMBERS, PARTNERS
from .plan_nouns import ASSESSMENTS, CHALLENGES, EXPECTATIONS, NODES, PLANNED, THEMES
from .practices import PRACTICES
from .project_nouns import EXPENSES, PROJECTS
from .publications import PUBLICATIONS
from .short_nouns import BODIES, KINDS, MARKERS, OFFICES, PARTNER_KINDS, RATINGS, REGIONS

LISTINGS: Mapping[str, Listing] = {
    listing.kind: listing
    for listing in (
        ACTIVITIES,
        MEMBERS,
        PARTNERS,
        CONTACTS,
        MEDIA,
        BILATERALS,
        MANDATES,
        PRACTICES,
        NODES,
        CHALLENGES,
        THEMES,
        PLANNED,
        EXPECTATIONS,
        ASSESSMENTS,
        PUBLICATIONS,
        *MEASURES,
        REGIONS,
        KINDS,
        PARTNER_KINDS,
        BODIES,
        OFFICES,
        MARKERS,
        RATINGS,
        PROJECTS,
        EXPENSES,
    )
}
