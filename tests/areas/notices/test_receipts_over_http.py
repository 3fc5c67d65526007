"""The whole way: from an act through a gateway, and its receipt back over HTTP, late, twice, or of a failure."""

import json
import secrets
import time

import pytest

from onething.adapters.departments import sign
from onething.areas.catalogue import api as catalogue
from onething.areas.notices import api as notices
from onething.areas.notices.models import LetterRow
from onething.core.actors import Actor
from onething.core.notices import MessageWay, Preference
from onething.core.notices.ports import MessageProviders
from onething.kit.jobs import api as jobs
from onething.kit.ports import bound, now
from onething.site.carriers import Carriers
from onething.site.machine import SecretDice
from tests.areas.cases.world import APPLICANT
from tests.areas.notices.carriers import KEY, start
from tests.areas.notices.conftest import open_citizen
from tests.areas.notices.test_letters import LI, NOW, carry, tell

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "sms-first"


@pytest.fixture
def gateway(live_server, settings):
    """A gateway that tells our own web server what became of each message."""
    from tests.shipped import FILES

    settings.SMS_KEYS = {NAME: KEY}
    settings.ALLOWED_HOSTS = ["*"]
    catalogue.publish(Actor.job("load"), files=FILES, now=NOW)
    open_citizen(LI, "黎国安", phone="13800001357")
    notices.choose(APPLICANT, preference=Preference(ways=(MessageWay.SMS,), mail_instead=False), now=NOW)
    made = start(NAME, callback=live_server.url)
    carriers = Carriers({NAME: made.url}, keys={NAME: KEY}, nonce=SecretDice().token, servers=[], sender="")
    with bound(MessageProviders, carriers):
        yield made
    made.stop()


def state_after(gateway, **behaviour):
    """Send one message through a gateway that behaves so, and return what its letter becomes within ten seconds."""
    gateway.behave(**behaviour)
    tell()
    carry()
    until = time.monotonic() + 10
    while (row := LetterRow.objects.get()).state in ("meant", "handed") and time.monotonic() < until:
        time.sleep(0.05)
    return row.state, row.reason


class TestAReceipt:
    @pytest.mark.parametrize("mode", ["normal", "duplicate", "late"])
    def test_comes_back_and_ends_the_letter(self, gateway, mode):
        assert state_after(gateway, mode=mode, delay=1) == ("delivered", "")

    def test_of_a_failure_says_why(self, gateway):
        assert state_after(gateway, mode="lost") == ("failed", "关机")

    def test_counts_from_a_gateway_that_signs_with_its_own_key_and_once(self, gateway, client):
        gateway.behave(mode="never")
        tell()
        carry()
        row = LetterRow.objects.get()

        def send(key=KEY, sender=NAME, path=f"/api/v1/receipts/{NAME}", nonce=""):
            body = json.dumps({"key": row.key, "state": "delivered"}).encode()
            moment, nonce = int(now().timestamp()), nonce or secrets.token_hex(8)
            headers = sign(key, sender, "POST", path, body, moment=moment, nonce=nonce)
            return client.post(path, body, content_type="application/json", headers=headers)

        assert send(key=b"another key").status_code == 401
        assert send(sender="sms-second").status_code == 401
        assert send(path="/api/v1/receipts/household").status_code == 404
        assert LetterRow.objects.get().state == "handed"
        taken = send(nonce="a-nonce-of-ours")
        assert (taken.status_code, taken.json()) == (202, {"applied": True})
        assert send(nonce="a-nonce-of-ours").status_code == 401
        assert send().json() == {"applied": False}

    def test_of_nothing_leaves_no_job_behind(self, gateway):
        assert state_after(gateway, mode="normal")[0] == "delivered"
        assert jobs.drain(now=NOW) == 0
