"""Security headers on every page, errors included."""

import pytest
from django.test import Client, override_settings

PAGES = ["/sign-in", "/account", "/no-such-page", "/api/no-such-page", "/healthz"]


@pytest.fixture
def client():
    return Client(headers={"host": "localhost"})


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
class TestEveryPage:
    def test_has_a_strict_content_policy(self, client, path):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy

    def test_tells_the_browser_to_be_careful(self, client, path):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "geolocation=()" in headers["Permissions-Policy"]
        assert headers["Cache-Control"] in {"no-cache", "no-store"} or "no-cache" in headers["Cache-Control"]


class TestABrokenPage:
    def test_keeps_the_headers_and_says_what_to_do(self):
        client = Client(headers={"host": "localhost"}, raise_request_exception=False)
        with override_settings(ROOT_URLCONF="tests.system.broken_urls"):
            response = client.get("/broken")
        assert response.status_code == 500
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "我们这边出错了" in response.content.decode()
        assert "secret detail" not in response.content.decode()
