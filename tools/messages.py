"""Keep the messages of code and templates in step with their translations.

    tools/messages.py update     write what code and templates say now into metronome/locale/*/LC_MESSAGES/django.po
    tools/messages.py compile    make the .mo files that Django reads, where a .po file is newer
    tools/messages.py report     say what is missing, fuzzy or wrong; ends with 1 if anything is

Babel does the work, so that nobody needs the gettext programs.
"""
