"""Stand-ins for department systems and for those who carry messages. Each runs as a process of its own; nothing imports them.

`python -m simulators NAME --port PORT` starts one. Department systems speak the protocol of
`docs/department-systems.md`: signed HTTP both ways, look-ups answered from `people.yaml`, cases taken in and answered
by signed callbacks. Carriers speak that of `docs/messages.md`: SMS gateways signed HTTP, the mail server SMTP.
"""

#: name of the system -> the port on which the demo city runs it
SYSTEMS = {
    "household": 8601,
    "disabled-federation": 8602,
    "civil-affairs": 8603,
    "medical-insurance": 8604,
    "social-insurance": 8605,
    "maternity-hospital": 8606,
    "health": 8607,
    "education": 8608,
    "authorities": 8609,
    "market-supervision": 8610,
    "credit": 8611,
    "real-estate": 8612,
    "construction": 8613,
    "tax": 8614,
}

#: SMS gateways, and the mail server, whose page for the operator is on the port above its own.
GATEWAYS = {"sms-first": 8621, "sms-second": 8622}
MAIL = {"mail": 8625}
