"""Names as departments write them find the dictionary entry that means the same, and never another one."""

import pytest

from onething.core.editing.alike import elements_of, look_alikes, materials_of, resolve
from onething.core.editing.names import ROLE_LABELS, ROLE_WORDS, fold
from tests import shipped

PACKAGE = shipped.city()
assert PACKAGE is not None
ELEMENTS, MATERIALS = elements_of(PACKAGE), materials_of(PACKAGE)

P = "applicant/person."
R = "representative/person."
#: The forms of five items as five departments word them, with what each field means. Our own wording.
FORMS = {
    "certificate": {
        "姓名": P + "name",
        "性别": P + "sex",
        "民族": P + "ethnicity",
        "出生年月日": P + "birth_date",
        "公民身份号码": P + "id_number",
        "户口所在地": P + "household_address",
        "现住址": P + "residence_address",
        "联系电话": P + "phone",
        "婚姻情况": P + "marital_status",
        "文化程度": P + "education",
        "监护人姓名": R + "name",
        "监护人身份证号码": R + "id_number",
        "监护人联系电话": R + "phone",
    },
    "pension": {
        "参保人姓名": P + "name",
        "性别（男/女）": P + "sex",
        "所属民族": P + "ethnicity",
        "出生日期": P + "birth_date",
        "身份证号": P + "id_number",
        "户籍地址": P + "household_address",
        "居住地址": P + "residence_address",
        "手机号码": P + "phone",
        "户口性质": P + "household_kind",
        "开户银行名称": "applicant/bank.name",
        "银行卡号": "applicant/bank.account",
        "账户名": "applicant/bank.holder",
    },
    "hardship": {
        "申请人姓名": P + "name",
        "申请人性别": P + "sex",
        "申请人身份证号码": P + "id_number",
        "申请人户籍所在地": P + "household_address",
        "申请人家庭住址": P + "residence_address",
        "手机": P + "phone",
        "残疾证号": "applicant/disability.certificate_number",
        "残疾类型": "applicant/disability.kind",
        "残疾级别": "applicant/disability.level",
        "开户行": "applicant/bank.name",
        "银行账号": "applicant/bank.account",
        "户名": "applicant/bank.holder",
        "代理人姓名": R + "name",
        "代理人身份证号": R + "id_number",
        "代理人联系方式": R + "phone",
    },
    "care": {
        "残疾人姓名": P + "name",
        "残疾人性别": P + "sex",
        "残疾人身份证号": P + "id_number",
        "残疾人联系电话": P + "phone",
        "户籍详细地址": P + "household_address",
        "残疾人证号码": "applicant/disability.certificate_number",
        "残疾类别": "applicant/disability.kind",
        "残疾等级": "applicant/disability.level",
        "开户银行": "applicant/bank.name",
        "收款账号": "applicant/bank.account",
        "账户姓名": "applicant/bank.holder",
        "委托代理人姓名": R + "name",
        "委托代理人电话": R + "phone",
    },
    "card": {
        "姓　名": P + "name",
        "证件类型": P + "id_kind",
        "证件号码": P + "id_number",
        "移动电话": P + "phone",
        "学历": P + "education",
        "婚姻状况": P + "marital_status",
        "常住地址": P + "residence_address",
        "出生时间": P + "birth_date",
    },
}


class TestLocalNames:
    def test_nine_of_ten_duplicates_are_merged_by_the_tool(self):
        meant: list[str] = []
        found: dict[str, str] = {}
        merged: set[str] = set()
        together = 0
        for form in FORMS.values():
            resolved = resolve(form, ELEMENTS)
            for (role, id), names in resolved.lines.items():
                for name in names:
                    assert form[name] == f"{role}/{id}", name  # what is merged is the same
                    together += f"{role}/{id}" in merged
                    merged.add(f"{role}/{id}")
                    found[name] = id
            meant += form.values()
        duplicates = len(meant) - len(set(meant))
        assert duplicates > 35
        assert together >= 0.9 * duplicates

    def test_papers_are_known_by_their_many_names(self):
        names = {
            "申请人有效身份证件（原件及复印件）": "id-card",
            "居民身份证复印件": "id-card",
            "户口本": "household-book",
            "居民户口簿（首页及本人页）": "household-book",
            "近期免冠照片": "photo",
            "残疾证": "disability-certificate",
            "委托书": "power-of-attorney",
        }
        resolved = resolve(names, MATERIALS)
        assert {name: id for (_, id), those in resolved.lines.items() for name in those} == names

    @pytest.mark.parametrize(
        ("name", "role"),
        [
            ("监护人身份证", "representative"),
            ("申请人身份证", "applicant"),
            ("身份证", ""),
            ("配偶身份证件", "spouse"),
        ],
    )
    def test_say_whose_they_are(self, name, role):
        found = MATERIALS.find(name)
        assert (found[0].id, found[0].role, found[0].sure) == ("id-card", role, True)

    def test_that_only_look_alike_are_asked_about(self):
        found = MATERIALS.find("残疾评定表格")
        assert [one.id for one in found][:1] == ["disability-assessment"]
        assert not found[0].sure
        assert resolve(["残疾评定表格"], MATERIALS).lines == {}

    def test_that_are_nothing_known_stay_as_they_are(self):
        assert ELEMENTS.find("火箭推力") == ()
        assert resolve(["火箭推力"], ELEMENTS).unclear == {"火箭推力": ()}

    def test_folding_keeps_different_things_apart(self):
        cores = {fold(one.label.zh).core for one in PACKAGE.materials.values()}
        labels = {one.label.zh for one in PACKAGE.materials.values()}
        assert len(labels) - len(cores) <= 4


class TestLookAlikesInAScene:
    def test_name_two_keys_of_one_role_that_are_called_the_same(self):
        found = look_alikes(PACKAGE.items.values(), PACKAGE)
        for one in found:
            assert one.key.partition("/")[0] == one.other.partition("/")[0]
            assert one.key != one.other
        assert look_alikes([PACKAGE.items["pension-enrolment"]], PACKAGE) == ()


def test_every_role_that_is_read_off_has_a_name():
    assert {role for _word, role in ROLE_WORDS} == set(ROLE_LABELS)
