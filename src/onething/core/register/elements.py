"""How the elements of an entry are called, and in which groups they are shown (domain §3.1)."""

from collections.abc import Mapping

from onething.core.source import Text

#: Element → its name; materials, steps, fees and frequent questions are tables of their own.
LABELS: Mapping[str, Text] = {
    "code": Text("实施编码", "implementation code"),
    "handling_code": Text("业务办理项编码", "code of the handling item"),
    "catalogue_code": Text("基本编码", "code in the basic catalogue"),
    "local_catalogue_code": Text("地方基本编码", "code in the local catalogue"),
    "main_item": Text("主项", "main item"),
    "level": Text("行使层级", "level"),
    "state": Text("事项状态", "state"),
    "version": Text("来源的版本", "version of the source"),
    "effective_on": Text("生效日期", "in force from"),
    "cancelled_on": Text("取消日期", "cancelled on"),
    "basis": Text("设定依据", "legal basis"),
    "department": Text("实施主体", "competent body"),
    "department_code": Text("实施主体编码", "code of the body"),
    "nature": Text("实施主体性质", "nature of the body"),
    "entrusted_by": Text("委托部门", "entrusted by"),
    "power_source": Text("权力来源", "source of the power"),
    "joint_departments": Text("联办机构", "bodies that join in"),
    "intermediary": Text("中介服务", "intermediary service"),
    "area": Text("行政区划", "division"),
    "town_code": Text("镇街代码", "town"),
    "village_code": Text("村（社区）代码", "village"),
    "objects": Text("服务对象", "for whom"),
    "personal_topics": Text("自然人主题", "topics for persons"),
    "corporate_topics": Text("法人主题", "topics for organisations"),
    "topics": Text("主题", "topics"),
    "project": Text("办件类型", "way of handling"),
    "condition": Text("受理条件", "conditions of acceptance"),
    "quota": Text("数量限制", "limit of number"),
    "promised_days": Text("承诺办结时限（天）", "promised days"),
    "promised_note": Text("承诺时限说明", "note on the promise"),
    "statutory_days": Text("法定办结时限（天）", "statutory days"),
    "statutory_note": Text("法定时限说明", "note on the statutory limit"),
    "special_procedure": Text("特别程序", "special procedure"),
    "flow": Text("办理流程", "flow"),
    "forms": Text("办理形式", "ways of handing in"),
    "scope": Text("通办范围", "where it can be handed in"),
    "visits": Text("到办事现场次数", "visits"),
    "visit_reason": Text("必须现场办理的原因", "why a visit is needed"),
    "in_hall": Text("进驻大厅", "in a hall"),
    "one_window": Text("综合窗口", "at an integrated window"),
    "appointment": Text("可以预约", "by appointment"),
    "online": Text("网办", "online"),
    "depth": Text("网上办理深度", "depth online"),
    "offline_reason": Text("不能全程网办的原因", "why it is not wholly online"),
    "online_address": Text("网办地址", "address online"),
    "mobile_address": Text("移动端地址", "address for phones"),
    "single_login": Text("统一登录", "single sign-in"),
    "fee": Text("收费", "fee"),
    "fee_basis": Text("收费依据", "basis of the fee"),
    "pays_online": Text("网上支付", "paid online"),
    "result": Text("审批结果", "result"),
    "result_kind": Text("审批结果类型", "kind of result"),
    "result_sample": Text("结果样本", "sample of the result"),
    "result_sample_at": Text("结果样本的编号或地址", "number or address of the sample"),
    "address": Text("办理地点", "address"),
    "hours": Text("办理时间", "hours"),
    "inquiry_phone": Text("咨询电话", "telephone for inquiries"),
    "complaint_phone": Text("监督投诉电话", "telephone for complaints"),
    "rights": Text("权利", "rights"),
    "duties": Text("义务", "duties"),
    "review_address": Text("行政复议", "administrative review"),
    "litigation_address": Text("行政诉讼", "administrative litigation"),
    "questions": Text("常见问题数", "frequent questions"),
}


def _group(first: str, beyond: str) -> tuple[str, ...]:
    names = list(LABELS)
    return tuple(names[names.index(first) : names.index(beyond) if beyond else None])


#: Title of a group → its elements, in the order in which they are shown; every element stands in one.
GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (Text("编码与依据", "Codes and basis"), _group("code", "department")),
    (Text("实施主体", "The body"), _group("department", "area")),
    (Text("对谁、在哪里", "For whom and where"), _group("area", "project")),
    (Text("条件与时限", "Conditions and time"), _group("project", "forms")),
    (Text("怎么办", "How"), _group("forms", "fee")),
    (Text("收费与结果", "Fee and result"), _group("fee", "address")),
    (Text("联系与救济", "Contact and remedies"), _group("address", "")),
)

#: Elements beside those of the groups, for where they are edited and compared.
FURTHER: Mapping[str, Text] = {
    "name": Text("事项名称", "name"),
    "kind": Text("事项类型", "kind"),
    "kind_given": Text("来源写的类型", "kind as the source says it"),
    "day_kind": Text("时限按", "days counted as"),
    "scene": Text("本身是一件事", "is a one-thing scene itself"),
    "materials": Text("材料", "materials"),
    "steps": Text("流程", "steps"),
    "fees": Text("收费项目", "fees"),
    "faq": Text("常见问题", "frequent questions"),
    "more": Text("来源里的其他列", "further columns of the source"),
}
#: Table → the columns of its lines.
COLUMNS: Mapping[str, Mapping[str, Text]] = {
    "materials": {
        "name": Text("材料名称", "material"),
        "kind": Text("材料类型", "kind"),
        "need": Text("必要性", "need"),
        "form": Text("材料形式", "form"),
        "sheet": Text("原件复印件", "original or copy"),
        "source": Text("来源渠道", "source"),
        "source_note": Text("来源渠道说明", "note on the source"),
        "originals": Text("原件份数", "originals"),
        "copies": Text("复印件份数", "copies"),
        "signed": Text("要签名盖章", "signed"),
        "shared": Text("可以共享", "can be shared"),
        "licence": Text("电子证照可代", "electronic licence stands for it"),
        "tolerated": Text("可以容缺", "may follow later"),
        "waived": Text("免提交", "need not be handed in"),
        "basis": Text("要求提供的依据", "legal basis"),
        "blank": Text("有空白表", "has a blank form"),
        "blank_at": Text("空白表的编号或地址", "number or address of the blank form"),
        "sample": Text("有样表", "has a sample"),
        "sample_at": Text("样表的编号或地址", "number or address of the sample"),
        "paper": Text("纸张规格", "paper"),
        "fill_note": Text("填报须知", "how to fill it in"),
        "standard": Text("受理标准", "standard of acceptance"),
    },
    "steps": {
        "name": Text("环节名称", "step"),
        "phase": Text("环节分组", "phase"),
        "text": Text("说明", "what is done"),
    },
    "fees": {
        "name": Text("收费项目", "fee"),
        "standard": Text("收费标准", "standard"),
        "basis": Text("收费依据", "basis"),
        "reduction": Text("减免", "reduction"),
    },
    "faq": {"name": Text("问题", "question"), "answer": Text("解答", "answer")},
}


def called(element: str) -> Text:
    """Return how an element is called; its own name where nobody named it."""
    return LABELS.get(element) or FURTHER.get(element) or Text(element)
