"""The addresses of the house with one that breaks, and one that is slow to refuse."""

from onething.kit.pages import Public, page
from onething.site.urls import handler400, handler403, handler404, handler500
from onething.site.urls import urlpatterns as of_the_house

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def broken(request):
    raise RuntimeError("secret detail")


urlpatterns = [*of_the_house, page("broken", broken, needs=Public("a test"), name="broken")]
