"""What is said of an application beside what it hands in: its metropolitan area, partner cities, sponsors. Conflicts
of jurors follow from it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.refusal import Refusal

from ..enums import OF_ENTRIES, ApplicationState, RelationKind
from ..models import Application, EntryRelation
from ..models.applications import HANDED_IN
from .panels import compare_anew

#: How many names of one kind a city may say.
MOST = 40
#: From these nothing is taken away any more: panels rely on what was said.
RELIED_ON = (ApplicationState.ELIGIBLE, ApplicationState.INELIGIBLE)


@transaction.atomic
def name_relations(*, application: Application, names: Mapping[str, Sequence[str]], by: object) -> None:
    """Say, for the city, its area, its partner cities and its sponsors: for each kind all the names there are. What
    the secretariat noted stays.

    Raises Refusal for a name that stands there twice, for more than there can be, where a name would be taken away
    after the application was found eligible or not, and where it has ended.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.state not in (ApplicationState.DRAFT, *HANDED_IN):
        raise Refusal(_("This application has ended."))
    change = {}
    for relation in OF_ENTRIES:
        wanted = sorted({name.strip()[:200] for name in names.get(relation, ()) if name.strip()})
        before = _name(locked, relation, wanted, by)
        if before != wanted:
            change[relation.value] = [before, wanted]
    if change:
        compare_anew(call=locked.call, by=by)
        audit.note(by=by, verb="relate", subject=f"application:{locked.code}", change=change)


def _name(application: Application, relation: RelationKind, wanted: Sequence[str], by: object) -> list[str]:
    """Keep the names of one kind; those that stood there before."""
    if len(wanted) > MOST:
        raise Refusal(_("These are more names than there can be."), field=relation)
    said = application.relations.filter(relation=relation, is_declared=True)
    before = sorted(said.values_list("name", flat=True))
    gone = set(before) - set(wanted)
    if gone and application.state in RELIED_ON:
        raise Refusal(
            _("Names can be added now, and none be taken away."),
            field=relation,
            remedy=_("Write to the secretariat where one is wrong."),
        )
    said.filter(name__in=gone).delete()
    for name in sorted(set(wanted) - set(before)):
        application.relations.create(relation=relation, name=name, is_declared=True, at=timezone.now(), by=str(by))
    return before


@transaction.atomic
def add_entry_relation(
    *, application: Application, relation: str, name: str, by: object, until: date | None = None
) -> None:
    """Note, for the secretariat, the metropolitan area, a partner city or a sponsor of an application; `until` is the
    last day of it.

    Raises Refusal without a name, and for what stands there already.
    """
    if not name.strip():
        raise Refusal(_("The name is missing."), field="name", remedy=_("Fill it in."))
    if relation not in OF_ENTRIES:
        raise Refusal(_("Choose what the name is to the application."), field="relation")
    _row, is_new = EntryRelation.objects.get_or_create(
        application=application, relation=relation, name=name.strip()[:200], is_declared=False,
        defaults={"until": until, "at": timezone.now(), "by": str(by)},
    )  # fmt: skip
    if not is_new:
        raise Refusal(_("This is known already."), field="name")
    compare_anew(call=application.call, by=by)
    change = {relation: [None, name.strip()]}
    audit.note(by=by, verb="relate", subject=f"application:{application.code}", change=change)


@transaction.atomic
def take_entry_relation_away(*, application: Application, relation: int, by: object) -> None:
    """Take away what the secretariat noted by mistake; what followed from it has ended, and still stands there.

    Raises Refusal for what the city said itself, and for what is not there.
    """
    found = application.relations.select_for_update().filter(pk=relation, is_declared=False).first()
    if found is None:
        raise Refusal(_("The secretariat noted nothing of the kind."))
    found.delete()
    compare_anew(call=application.call, by=by)
    change = {found.relation: [found.name, None]}
    audit.note(by=by, verb="relate", subject=f"application:{application.code}", change=change)
