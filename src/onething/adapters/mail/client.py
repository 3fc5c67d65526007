"""Hands messages to a mail server. SMTP knows no key: the same letter carries the same Message-ID, by which mailboxes
show it once.
"""

import smtplib
from email.message import EmailMessage
from email.utils import formatdate

from onething.core.notices.ports import AddressRefused, Envelope, ProviderDown, ProviderSilent

TIMEOUT_SECONDS = 20.0
_PERMANENT = 500  # replies from here on will not change


class MailServer:
    """One mail server. name: as pages of the operator show it. sender: address in From."""

    def __init__(
        self, name: str, host: str, port: int, *, sender: str, timeout: float = TIMEOUT_SECONDS
    ) -> None:
        self.name = name
        self._host, self._port, self._sender, self._timeout = host, port, sender, timeout

    def send(self, envelope: Envelope) -> str:
        """Hand it over; returns the Message-ID. Raises ProviderDown, ProviderSilent, AddressRefused."""
        message = self._message(envelope)
        try:
            server = smtplib.SMTP(self._host, self._port, timeout=self._timeout)
        except (OSError, smtplib.SMTPException):
            raise ProviderDown(self.name) from None
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            code, reason = next(iter(refused.recipients.values()))
            if code >= _PERMANENT:
                raise AddressRefused(self.name, f"{code} {reason.decode('utf-8', 'replace')}"[:100]) from None
            raise ProviderDown(self.name) from None
        except smtplib.SMTPResponseException:
            raise ProviderDown(self.name) from None  # it said that it does not take it
        except (OSError, smtplib.SMTPException):
            raise ProviderSilent(self.name) from None
        finally:
            server.close()
        return str(message["Message-ID"])

    def _message(self, envelope: Envelope) -> EmailMessage:
        message = EmailMessage()
        message["Subject"], message["From"], message["To"] = envelope.subject, self._sender, envelope.to
        message["Date"] = formatdate()
        message["Message-ID"] = f"<{envelope.key}@{self._sender.rpartition('@')[2] or 'localhost'}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(envelope.text)
        return message
