"""A register in which nothing stands yet: what the city has defined is taken out."""

import pytest

from onething.areas.register.models import ItemRow, VersionRow


@pytest.fixture
def empty_register(db):
    VersionRow.objects.all().delete()
    ItemRow.objects.all().delete()
