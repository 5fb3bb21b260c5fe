import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "metronome.config.settings")
application = get_wsgi_application()
# What was loaded stays for as long as the process: the collector of reference cycles need not walk it again and again,
# nor come with every seven hundred objects, which a page makes many times over.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
