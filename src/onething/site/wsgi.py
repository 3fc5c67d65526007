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
# Nearly everything else goes when nobody holds it any more. A look through all that lives, half a second beside drafts and their
# packages, comes after some 800,000 objects that stayed (at most some 100 MiB), not after 70,000.
gc.set_threshold(2_000, 10, 40)
