"""Entries in the shape of GB/T 39554: the names of the national exchange tables, codes instead of words (domain §3.1).

An element that is not told is None. One entry is one object with `materials` and `steps` inside, or one row of a sheet, its lines in
sheets of their own that name the item.
"""

from collections.abc import Callable, Mapping
from typing import Any

from onething.core.register.entries import (
    Entry,
    EntryFee,
    EntryMaterial,
    EntryQuestion,
    EntryStep,
    Form,
    HandleForm,
    Named,
    Need,
    Sheet,
)

Row = dict[str, Any]
#: 材料形式 of the exchange table: 1 on paper, 2 electronic, 3 both.
_FORMATS = {Form.PAPER: 1, Form.ELECTRONIC: 2, Form.EITHER: 3, Form.BOTH: 3}
_DEPTHS = {1: "Ⅰ", 2: "Ⅱ", 3: "Ⅲ", 4: "Ⅳ"}

#: Column of an item → what it is, for the second row of a sheet and for readers, and what an entry says of it.
_ITEM: Mapping[str, tuple[str, Callable[[Entry], Any]]] = {
    "catalog_code": ("基本编码", lambda one: one.catalogue_code),
    "local_catalog_code": ("地方基本编码", lambda one: one.local_catalogue_code),
    "task_code": ("实施编码", lambda one: one.code),
    "task_handle_item": ("业务办理项编码", lambda one: one.handling_code),
    "task_name": ("名称", lambda one: one.name),
    "main_task_name": ("主项名称", lambda one: one.main_item),
    "task_type": ("事项类型", lambda one: one.kind.value if one.kind else one.kind_given),
    "task_type_province": ("事项类型（省编号）", lambda one: one.kind.provincial if one.kind else None),
    "task_state": ("事项状态", lambda one: _label(one.state)),
    "task_version": ("版本", lambda one: one.version),
    "plan_effective_date": ("计划生效日期", lambda one: one.effective_on),
    "plan_cancel_date": ("计划取消日期", lambda one: one.cancelled_on),
    "use_level": ("行使层级", lambda one: one.level.value if one.level else None),
    "dept_name": ("实施主体", lambda one: one.department),
    "dept_code": ("实施主体编码", lambda one: one.department_code),
    "dept_type": ("实施主体性质", lambda one: _label(one.nature)),
    "entrust_name": ("委托部门", lambda one: one.entrusted_by),
    "power_source": ("权力来源", lambda one: one.power_source),
    "other_dept": ("联办机构", lambda one: "|".join(one.joint_departments)),
    "area_code": ("行政区划", lambda one: one.area),
    "town_code": ("镇街代码", lambda one: one.town_code),
    "village_code": ("村（社区）代码", lambda one: one.village_code),
    "server_type": ("服务对象", lambda one: "|".join(one.objects)),
    "user_topic_type": ("自然人主题分类", lambda one: "|".join(one.personal_topics)),
    "corp_topic_type": ("法人主题分类", lambda one: "|".join(one.corporate_topics)),
    "project_type": ("办件类型", lambda one: one.project.value if one.project else None),
    "by_law": ("设定依据", lambda one: one.basis),
    "accept_condition": ("受理条件", lambda one: one.condition),
    "limit_explain": ("数量限制", lambda one: one.quota),
    "anticipate_day": ("法定办结时限", lambda one: one.statutory_days),
    "anticipate_type": ("法定办结时限单位", lambda one: _unit(one, one.statutory_days)),
    "anticipate_explain": ("法定办结时限说明", lambda one: one.statutory_note),
    "promise_day": ("承诺办结时限", lambda one: one.promised_days),
    "promise_type": ("承诺办结时限单位", lambda one: _unit(one, one.promised_days)),
    "promise_explain": ("承诺办结时限说明", lambda one: one.promised_note),
    "special_procedure": ("特别程序", lambda one: one.special_procedure),
    "handle_flow": ("办理流程", lambda one: one.flow),
    "handle_type": ("办理形式", lambda one: "|".join(form.label.zh for form in one.forms)),
    "handle_area": ("通办范围", lambda one: _label(one.scope)),
    "limit_scene_num": ("到办事现场次数", lambda one: one.visits),
    "limit_scene_explain": ("必须现场办理原因", lambda one: one.visit_reason),
    "is_entry_center": ("进驻大厅", lambda one: _flag(one.in_hall)),
    "is_online": ("网办", lambda one: _flag(one.online)),
    "online_handle_depth": ("网上办理深度", lambda one: _DEPTHS.get(one.depth or 0)),
    "un_online_reason": ("不能全程网办原因", lambda one: one.offline_reason),
    "link_addr": ("网办地址", lambda one: one.online_address),
    "mobile_terminal_url": ("移动端地址", lambda one: one.mobile_address),
    "is_single_login": ("统一登录", lambda one: _flag(one.single_login)),
    "is_schedule": ("预约", lambda one: _flag(one.appointment)),
    "is_express": ("快递", lambda one: _by(one, HandleForm.COURIER)),
    "is_service_terminals": ("自助终端", lambda one: _by(one, HandleForm.KIOSK)),
    "service_type": ("中介服务", lambda one: one.intermediary),
    "is_fee": ("是否收费", lambda one: _flag(one.fee)),
    "fee_basis": ("收费依据", lambda one: one.fee_basis),
    "is_pay_online": ("网上支付", lambda one: _flag(one.pays_online)),
    "transact_addr": ("办理地点", lambda one: one.address),
    "transact_time": ("办理时间", lambda one: one.hours),
    "link_way": ("咨询方式", lambda one: one.inquiry_phone),
    "supervise_way": ("监督投诉方式", lambda one: one.complaint_phone),
    "result_type": ("审批结果类型", lambda one: _label(one.result_kind)),
    "result_name": ("审批结果名称", lambda one: one.result),
    "result_guid": ("审批结果样本", lambda one: one.result_sample_at),
    "rights": ("权利", lambda one: one.rights),
    "duties": ("义务", lambda one: one.duties),
    "review_addr": ("行政复议", lambda one: one.review_address),
    "litigation_addr": ("行政诉讼", lambda one: one.litigation_address),
    "task_key": ("来源编号", lambda one: one.key),
}
ITEM_COLUMNS: Mapping[str, str] = {name: called for name, (called, _said) in _ITEM.items()}
MATERIAL_COLUMNS: Mapping[str, str] = {
    "material_name": "材料名称",
    "material_type": "材料类型",
    "is_need": "材料必要性",
    "material_format": "材料形式",
    "source_type": "来源渠道",
    "source_explain": "来源渠道说明",
    "page_num": "原件份数",
    "copy_num": "复印件份数",
    "is_original": "要原件",
    "page_format": "纸张规格",
    "fill_explain": "填报须知",
    "accept_stand": "受理标准",
    "by_law": "要求提供材料的依据",
    "form_guid": "空白表",
    "example_guid": "样表",
}
STEP_COLUMNS: Mapping[str, str] = {"step_name": "环节名称", "step_group": "环节分组", "step_explain": "说明"}
FEE_COLUMNS: Mapping[str, str] = {
    "fee_name": "收费项目",
    "fee_standard": "收费标准",
    "fee_by_law": "收费依据",
    "fee_reduction": "减免",
}
FAQ_COLUMNS: Mapping[str, str] = {"question": "常见问题", "answer": "解答"}


def item_row(entry: Entry) -> Row:
    """Return the columns of an item, in the order of `ITEM_COLUMNS`."""
    row = {name: said(entry) for name, (_called, said) in _ITEM.items()}
    return {name: None if value == "" else value for name, value in row.items()}


def material_row(material: EntryMaterial) -> Row:
    values = (
        material.name,
        material.kind.value if material.kind else None,
        Need.LATER.value if material.tolerated else material.need.value if material.need else None,
        _FORMATS[material.form] if material.form else None,
        material.source.value if material.source else None,
        material.source_note,
        material.originals,
        material.copies,
        _flag(None if material.sheet is None else material.sheet is not Sheet.COPY),
        material.paper,
        material.fill_note,
        material.standard,
        material.basis,
        material.blank_at,
        material.sample_at,
    )
    return _named(MATERIAL_COLUMNS, values)


def step_row(step: EntryStep) -> Row:
    return _named(STEP_COLUMNS, (step.name, step.phase.label.zh if step.phase else None, step.text))


def fee_row(fee: EntryFee) -> Row:
    return _named(FEE_COLUMNS, (fee.name, fee.standard, fee.basis, fee.reduction))


def question_row(question: EntryQuestion) -> Row:
    return _named(FAQ_COLUMNS, (question.name, question.answer))


def lines(entry: Entry) -> dict[str, list[Row]]:
    """Return the tables inside an entry by the names of their sheets."""
    return {
        "materials": [material_row(one) for one in entry.materials],
        "steps": [step_row(one) for one in entry.steps],
        "fees": [fee_row(one) for one in entry.fees],
        "faq": [question_row(one) for one in entry.faq],
    }


def as_object(entry: Entry) -> Row:
    """Return one entry with its lines inside."""
    return {**item_row(entry), **lines(entry)}


def _named(columns: Mapping[str, str], values: tuple[Any, ...]) -> Row:
    return {name: None if value == "" else value for name, value in zip(columns, values, strict=True)}


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)


def _label(value: Named | None) -> str | None:
    return value.label.zh if value else None


def _unit(entry: Entry, days: int | None) -> str | None:
    return None if days is None else "工作日" if entry.day_kind == "working" else "自然日"


def _by(entry: Entry, form: HandleForm) -> int | None:
    return int(form in entry.forms) if entry.forms else None
