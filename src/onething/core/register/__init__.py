"""The register of a city's items (政务服务事项库): what each item says of itself, and what must agree in it.

An `Entry` has the elements of the basic catalogue and of the implementation list (domain §3.1, GB/T 39554); `mapping` reads
entries out of the rows of foreign catalogues; `consistency` finds what contradicts itself.
"""
