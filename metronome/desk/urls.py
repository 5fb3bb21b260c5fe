from __future__ import annotations

from django.urls import path, register_converter

from .views import drafts, proposals, things, writing


class Identity:
    """A slug or a code; that of something inside a plan is written plan~code."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        return value.replace("~", "/", 1)

    def to_url(self, value: str) -> str:
        return value.replace("/", "~", 1)


register_converter(Identity, "identity")

app_name = "desk"
urlpatterns = [
    path("desk/proposals/", proposals.proposals, name="proposals"),
    path("desk/proposals/steps/", proposals.steps, name="steps"),
    path("desk/proposals/<int:number>/", proposals.proposal, name="proposal"),
    path("desk/proposals/<int:number>/change/", writing.rewrite, name="rewrite"),
    path("desk/proposals/<int:number>/submit/", proposals.submit, name="submit"),
    path("desk/proposals/<int:number>/return/", proposals.give_back, name="return"),
    path("desk/proposals/<int:number>/approve/", proposals.approve, name="approve"),
    path("desk/proposals/<int:number>/publish/", proposals.publish, name="publish"),
    path("desk/proposals/<int:number>/withdraw/", proposals.withdraw, name="withdraw"),
    path("desk/drafts/<slug:kind>/", drafts.keep_draft, name="keep_draft"),
    path("desk/drafts/<slug:kind>/drop/", drafts.drop_draft, name="drop_draft"),
    path("desk/<slug:kind>/", things.things, name="list"),
    path("desk/<slug:kind>/new/", writing.add, name="add"),
    path("desk/<slug:kind>/<identity:identity>/", things.thing, name="thing"),
    path("desk/<slug:kind>/<identity:identity>/change/", writing.change, name="change"),
    path("desk/<slug:kind>/<identity:identity>/undo/", things.undo, name="undo"),
]
