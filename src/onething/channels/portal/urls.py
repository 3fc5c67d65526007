"""Addresses of the citizens' pages."""

from onething.channels.portal.apply.urls import urlpatterns as apply
from onething.channels.portal.charts.urls import urlpatterns as charts
from onething.channels.portal.confirm.urls import urlpatterns as confirm
from onething.channels.portal.follow.urls import urlpatterns as follow

urlpatterns = [*apply, *charts, *confirm, *follow]
