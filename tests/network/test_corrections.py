"""What may be asked to be put right."""

import pytest

from metronome.ground.refusal import Refusal
from metronome.network.actions import ask_correction
from metronome.network.models import CorrectionRequest
from tests.factories.accounts import make_account
from tests.factories.network import make_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("wanted", ["", "  \n"])
def test_a_correction_without_a_word_is_refused(wanted):
    member = make_member("dakar")
    with pytest.raises(Refusal, match="what should stand there"):
        ask_correction(
            member=member, subject="member:dakar", about="Dakar", field="name", stands="Dakar", wanted=wanted, why="",
            by=make_account(),
        )  # fmt: skip
    assert not CorrectionRequest.objects.exists()
