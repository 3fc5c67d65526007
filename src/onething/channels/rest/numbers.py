"""Numbers in addresses, read as a page reads them: a wrong check character is said, and is not “not found”."""

from typing import Annotated

from pydantic import BeforeValidator

from onething.core.codes import parse_case_number


def application_number(text: str) -> str:
    """Return the number of an application in its canonical form. Raises CodeBroken."""
    return parse_case_number(text).number


def case_number(text: str) -> str:
    """Return the number of a case in its canonical form. Raises CodeBroken."""
    return parse_case_number(text).text


ApplicationNumber = Annotated[str, BeforeValidator(application_number)]
CaseNumber = Annotated[str, BeforeValidator(case_number)]
