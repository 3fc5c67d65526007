"""Addresses of the citizens' pages."""

from onething.channels.portal.follow.urls import urlpatterns as follow

urlpatterns = [*follow]
