"""Messages by e-mail through mail servers (SMTP)."""

from onething.adapters.mail.client import MailServer

__all__ = ["MailServer"]
