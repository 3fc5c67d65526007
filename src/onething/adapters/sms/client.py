"""Hands messages to an SMS gateway. What it answers says whether the message is surely there, surely not, or unknown."""

import http.client
import json
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from onething.adapters.departments.signing import sign
from onething.core.notices.ports import AddressRefused, Envelope, ProviderDown, ProviderSilent

TIMEOUT_SECONDS = 5.0
MOST_BYTES = 64 * 1024
SENDER = "onething"
PATH = "/v1/messages"


class SmsGateway:
    """One gateway. name: as receipts name it. url: base address. key: shared secret. nonce: gives one never given before."""

    def __init__(
        self,
        name: str,
        url: str,
        *,
        key: bytes,
        nonce: Callable[[], str],
        moment: Callable[[], float] = time.time,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self.name = name
        self._base, self._key, self._nonce = urlsplit(url), key, nonce
        self._moment, self._timeout = moment, timeout

    def send(self, envelope: Envelope) -> str:
        """Hand it over; returns the gateway's reference. Raises ProviderDown, ProviderSilent, AddressRefused."""
        status, answer = self._post({"key": envelope.key, "to": envelope.to, "text": envelope.text})
        if status == 202:
            return str(answer.get("reference", ""))
        if status == 422 and answer.get("error") == "number_refused":
            raise AddressRefused(self.name, str(answer.get("reason", ""))[:100] or "number_refused")
        if status in (401, 404, 422, 429, 503):  # it read the message, and says that it does not take it
            raise ProviderDown(self.name)
        raise ProviderSilent(self.name)

    def _post(self, body: dict[str, str]) -> tuple[int, dict[str, object]]:
        path = self._base.path.rstrip("/") + PATH
        content = json.dumps(body, ensure_ascii=False).encode()
        signed = sign(
            self._key, SENDER, "POST", path, content, moment=int(self._moment()), nonce=self._nonce()
        )
        kind = http.client.HTTPSConnection if self._base.scheme == "https" else http.client.HTTPConnection
        connection = kind(self._base.hostname or "", self._base.port, timeout=self._timeout)
        try:
            try:
                connection.connect()
            except OSError:
                raise ProviderDown(self.name) from None  # nothing of the message has left us
            connection.request("POST", path, content, {"Content-Type": "application/json", **signed})
            response = connection.getresponse()
            answer = json.loads(response.read(MOST_BYTES) or b"{}")
        except (OSError, http.client.HTTPException, ValueError):
            raise ProviderSilent(self.name) from None
        finally:
            connection.close()
        return response.status, answer if isinstance(answer, dict) else {}
