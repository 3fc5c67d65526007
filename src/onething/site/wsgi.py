"""The application for a WSGI server (`granian --interface wsgi onething.site.wsgi:application`)."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onething.site.settings")
application = get_wsgi_application()
gc.collect()
gc.freeze()  # what start-up made is never garbage: no long pauses over it
