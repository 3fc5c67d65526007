"""Those who carry messages out of the house, in the order in which they are asked."""

from collections.abc import Callable, Mapping, Sequence

from onething.adapters.mail import MailServer
from onething.adapters.sms import SmsGateway
from onething.core.notices import MessageWay
from onething.core.notices.ports import Provider


class Carriers:
    """gateways: name -> base address, with the key of each. servers: (host, port) of mail servers. sender: of mails.

    patience: seconds that an SMS gateway has for its answer.
    """

    def __init__(
        self,
        gateways: Mapping[str, str],
        *,
        keys: Mapping[str, bytes],
        nonce: Callable[[], str],
        servers: Sequence[tuple[str, int]],
        sender: str,
        patience: float = 5.0,
    ) -> None:
        self._providers: dict[MessageWay, tuple[Provider, ...]] = {
            MessageWay.SMS: tuple(
                SmsGateway(name, url, key=keys[name], nonce=nonce, timeout=patience)
                for name, url in gateways.items()
            ),
            MessageWay.MAIL: tuple(
                MailServer(f"{host}:{port}", host, port, sender=sender) for host, port in servers
            ),
        }

    def of(self, way: MessageWay) -> Sequence[Provider]:
        return self._providers[way]
