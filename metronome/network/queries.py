"""What may be asked of the network. A query leaves no trace."""

from __future__ import annotations

from django.conf import settings

from .models import Network


def the_network() -> Network | None:
    """The network of this instance; None before anything was loaded."""
    return Network.objects.first()


def network_languages() -> tuple[str, ...]:
    """The languages of the network, the preferred first; the platform's own before anything was loaded."""
    languages = Network.objects.values_list("languages", flat=True).first()
    return tuple(languages) if languages else (settings.LANGUAGE_CODE,)
