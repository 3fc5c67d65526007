"""Numbers and codes that carry a check: read, checked, taken apart, masked and made."""

from onething.core.codes.cases import CaseNumber, case_check_character, make_case_number, parse_case_number
from onething.core.codes.checking import Invalid, Valid, check
from onething.core.codes.citizen import (
    DEMO_REGION,
    CitizenNumber,
    citizen_check_character,
    make_citizen_number,
    parse_citizen_number,
)
from onething.core.codes.credit import CreditCode, credit_check_character, make_credit_code, parse_credit_code
from onething.core.codes.errors import (
    KIND_NAMES,
    CodeBroken,
    CodeEmpty,
    ImpossibleDay,
    Kind,
    WrongCharacter,
    WrongCheckCharacter,
    WrongLength,
    WrongShape,
)
from onething.core.codes.items import BasicCode, ItemCode, ItemShape, parse_item_code
from onething.core.codes.licences import (
    LicenceIdentifier,
    PartLength,
    licence_check_character,
    make_licence_identifier,
    parse_licence_identifier,
)
from onething.core.codes.masking import mask
from onething.core.codes.phones import Phone, PhoneKind, parse_phone

__all__ = [
    "DEMO_REGION",
    "KIND_NAMES",
    "BasicCode",
    "CaseNumber",
    "CitizenNumber",
    "CodeBroken",
    "CodeEmpty",
    "CreditCode",
    "ImpossibleDay",
    "Invalid",
    "ItemCode",
    "ItemShape",
    "Kind",
    "LicenceIdentifier",
    "PartLength",
    "Phone",
    "PhoneKind",
    "Valid",
    "WrongCharacter",
    "WrongCheckCharacter",
    "WrongLength",
    "WrongShape",
    "case_check_character",
    "check",
    "citizen_check_character",
    "credit_check_character",
    "licence_check_character",
    "make_case_number",
    "make_citizen_number",
    "make_credit_code",
    "make_licence_identifier",
    "mask",
    "parse_case_number",
    "parse_citizen_number",
    "parse_credit_code",
    "parse_item_code",
    "parse_licence_identifier",
    "parse_phone",
]
