"""Messages by SMS through gateways over signed HTTP (docs/messages.md)."""

from onething.adapters.sms.client import SmsGateway

__all__ = ["SmsGateway"]
