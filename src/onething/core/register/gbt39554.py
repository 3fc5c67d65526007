"""Entries in the shape of GB/T 39554: the names of the national exchange tables, codes instead of words (domain §3.1).

An element that is not told is None. One entry is one object with `materials` and `steps` inside, or one row of a sheet, its lines in
sheets of their own that name the item.
"""

from collections.abc import Mapping
from typing import Any

from onething.core.register.entries import Entry, EntryMaterial, EntryStep, Form, Sheet

Row = dict[str, Any]
#: 材料形式 of the exchange table: 1 on paper, 2 electronic, 3 both.
_FORMATS = {Form.PAPER: 1, Form.ELECTRONIC: 2, Form.EITHER: 3, Form.BOTH: 3}
_DEPTHS = {1: "Ⅰ", 2: "Ⅱ", 3: "Ⅲ", 4: "Ⅳ"}

#: What each column is, for the second row of a sheet and for readers.
ITEM_COLUMNS: Mapping[str, str] = {
    "task_code": "实施编码",
    "task_name": "名称",
    "main_task_name": "主项名称",
    "task_type": "事项类型",
    "dept_name": "实施主体",
    "dept_code": "实施主体编码",
    "area_code": "行政区划",
    "server_type": "服务对象",
    "project_type": "办件类型",
    "by_law": "设定依据",
    "accept_condition": "受理条件",
    "anticipate_day": "法定办结时限",
    "anticipate_type": "法定办结时限单位",
    "promise_day": "承诺办结时限",
    "promise_type": "承诺办结时限单位",
    "handle_type": "办理形式",
    "handle_area": "通办范围",
    "limit_scene_num": "到办事现场次数",
    "limit_scene_explain": "必须现场办理原因",
    "is_entry_center": "进驻大厅",
    "is_online": "网办",
    "online_handle_depth": "网上办理深度",
    "is_express": "快递",
    "is_fee": "是否收费",
    "fee_basis": "收费依据",
    "is_pay_online": "网上支付",
    "transact_addr": "办理地点",
    "transact_time": "办理时间",
    "link_way": "咨询方式",
    "supervise_way": "监督投诉方式",
    "result_type": "审批结果类型",
    "result_name": "审批结果名称",
}
MATERIAL_COLUMNS: Mapping[str, str] = {
    "material_name": "材料名称",
    "is_need": "材料必要性",
    "material_format": "材料形式",
    "source_type": "来源渠道",
    "page_num": "原件份数",
    "copy_num": "复印件份数",
    "is_original": "要原件",
    "fill_explain": "填报须知",
    "accept_stand": "受理标准",
}
STEP_COLUMNS: Mapping[str, str] = {"step_name": "环节名称", "step_group": "环节分组", "step_explain": "说明"}


def item_row(entry: Entry) -> Row:
    """Return the columns of an item, in the order of `ITEM_COLUMNS`."""
    days = "工作日" if entry.day_kind == "working" else "自然日"
    values = (
        entry.code,
        entry.name,
        entry.main_item,
        entry.kind.value if entry.kind else entry.kind_given,
        entry.department,
        entry.department_code,
        entry.area,
        "|".join(entry.objects),
        entry.project.value if entry.project else None,
        entry.basis,
        entry.condition,
        entry.statutory_days,
        None if entry.statutory_days is None else days,
        entry.promised_days,
        None if entry.promised_days is None else days,
        "|".join(one.label.zh for one in entry.forms),
        entry.scope.label.zh if entry.scope else None,
        entry.visits,
        entry.visit_reason,
        _flag(entry.in_hall),
        _flag(entry.online),
        _DEPTHS.get(entry.depth or 0),
        _flag(any(one.value == "courier" for one in entry.forms)) if entry.forms else None,
        _flag(entry.fee),
        entry.fee_basis,
        _flag(entry.pays_online),
        entry.address,
        entry.hours,
        entry.inquiry_phone,
        entry.complaint_phone,
        entry.result_kind.label.zh if entry.result_kind else None,
        entry.result,
    )
    return _named(ITEM_COLUMNS, values)


def material_row(material: EntryMaterial) -> Row:
    values = (
        material.name,
        material.need.value if material.need else None,
        _FORMATS[material.form] if material.form else None,
        material.source.value if material.source else None,
        material.originals,
        material.copies,
        _flag(None if material.sheet is None else material.sheet is not Sheet.COPY),
        material.fill_note,
        material.standard,
    )
    return _named(MATERIAL_COLUMNS, values)


def step_row(step: EntryStep) -> Row:
    return _named(STEP_COLUMNS, (step.name, step.phase.label.zh if step.phase else None, step.text))


def as_object(entry: Entry) -> Row:
    """Return one entry with its lines inside."""
    return {
        **item_row(entry),
        "materials": [material_row(one) for one in entry.materials],
        "steps": [step_row(one) for one in entry.steps],
    }


def _named(columns: Mapping[str, str], values: tuple[Any, ...]) -> Row:
    return {name: None if value == "" else value for name, value in zip(columns, values, strict=True)}


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)
