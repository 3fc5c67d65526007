"""Over REST, too, a matter is submitted only on its days, and says which these are."""

from datetime import timedelta

import pytest

from onething.adapters.packages import read_folder
from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor
from onething.kit.ports import now, today
from tests.channels.rest.forms import answered, change, open_lines, picture, typed
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db
SCENE = "scenes/disabled-services.yaml"


def test_outside_of_its_days_a_draft_is_refused_with_the_days_and_stays(li, nobody):
    first = today() + timedelta(days=40)
    said = f"\nperiods: [{{from: {first}, to: {first + timedelta(days=9)}}}]\n"
    files = read_folder(ROOT / "cities" / "dongguan")
    catalogue.publish(Actor.job("load"), files={**files, SCENE: files[SCENE] + said.encode()}, now=now())

    told = nobody.get("/scenes/disabled-services").body["applying"]
    opens, closes = first.isoformat(), (first + timedelta(days=9)).isoformat()
    assert (told["open"], told["last_day"], told["opens_on"], told["closes_on"]) == (
        False,
        None,
        opens,
        closes,
    )
    assert nobody.get("/scenes/birth").body["applying"] is None

    draft = answered(li, li.post("/drafts", {"scene": "disabled-services"}))
    path = f"/drafts/{draft.body['id']}"
    draft = li.post(f"{path}/consents", {"sources": []}, match=draft.etag)
    draft = change(li, draft, values=typed(draft), division="441900004000", delivery={"way": "electronic"})
    for number, line in enumerate(open_lines(draft)):
        draft = li.upload(f"{path}/files", picture(f"{number}.png", shade=100 + number), line=line)
    assert draft.body["ready"]
    sheet = li.get(f"{path}/sheet").body["hash"]
    li.headers["Accept-Language"] = "en"
    refused = li.post(f"{path}/submission", {"signed_hash": sheet}, match=draft.etag)
    assert (refused.status, refused.code) == (422, "cases.outside_period")
    assert (refused.body["facts"]["opens_on"], refused.body["facts"]["closes_on"]) == (opens, closes)
    assert "The next day is" in refused.body["detail"]
    assert li.get(path).body["ready"]
