"""What the letter of an acceptance by silence rests on: the law where the law says so, else the city's own promise."""

from onething.areas.cases.models import CaseRow
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.papers.test_golden import keep_silent, printed

ARTICLE = "行政许可法》第三十二条第一款第四项"


def of(item):
    return printed("acceptance", CaseRow.objects.get(item=item).number)


class TestAnAcceptanceBySilence:
    def test_of_a_benefit_rests_on_the_citys_promise_and_cites_no_law(self):
        keep_silent()
        text = of("care-allowance")
        assert "依据本市的服务承诺（并非法律规定），自收到申请材料之日起即为受理" in text
        assert ARTICLE not in text

    def test_of_a_permit_rests_on_the_law(self):
        with permits():
            keep_silent()
        assert f"未在收到申请材料之日起五日内一次告知需要补正的内容。依据《中华人民共和国{ARTICLE}" in of(
            PERMIT
        )

    def test_of_real_estate_rests_on_its_regulation_which_wants_it_told_at_once(self):
        with permits("real_estate"):
            keep_silent()
        assert "未当场一次告知需要补正的内容。依据《不动产登记暂行条例》第十七条" in of(PERMIT)
