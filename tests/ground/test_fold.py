"""Names are compared without case, accents and ligatures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.ground.fold import fold, fold_words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  Québec  ŒUVRE ", "quebec oeuvre"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("№ 5", "no 5"),
        ("L’Hospitalet", "l'hospitalet"),
        ("القاهرة", "القاهرة"),
    ],
)
def test_a_name_folds_to_what_people_type(written, folded):
    assert fold(written) == folded


def test_words_leave_out_whatever_is_no_letter_or_digit():
    assert fold_words("Xi'an (city)") == "xi an city"
    assert fold_words("—") == ""


@given(st.text())
def test_what_is_folded_stays_as_it_is(written):
    assert fold(fold(written)) == fold(written)
    assert fold_words(fold_words(written)) == fold_words(written)


@given(st.text(alphabet="abcçdéèêëfghiïjklmnñoôöpqrstuùûüvwxyzáíóú -'"))
def test_case_and_outer_space_make_no_difference(written):
    assert fold(written.upper()) == fold(f" {written}  ") == fold(written)
