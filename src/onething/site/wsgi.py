"""The application for a WSGI server (`granian --interface wsgi onething.site.wsgi:application`)."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from onething.site.warming import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onething.site.settings")
application = get_wsgi_application()
warm_up()
gc.collect()
gc.freeze()  # what start-up made is never garbage: no long pauses over it
