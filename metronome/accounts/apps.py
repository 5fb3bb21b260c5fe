from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "metronome.accounts"
    label = "accounts"
