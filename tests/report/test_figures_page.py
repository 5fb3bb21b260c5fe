from tools import figures_page


def test_the_page_on_figures_says_what_the_code_does():
    assert figures_page.PAGE.read_text(encoding="utf-8") == figures_page.page()
