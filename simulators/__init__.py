"""Stand-ins for department systems. Each runs as a process of its own; nothing imports them.

`python -m simulators NAME --port PORT` starts one. They speak the protocol of `docs/department-systems.md`:
signed HTTP both ways, look-ups answered from `people.yaml`, cases taken in and answered by signed callbacks.
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
}
