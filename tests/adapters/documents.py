"""One full set of values for each kind of document; invented persons, numbers with demo codes only."""

from datetime import date, datetime
from typing import Any

REMEDY = {
    "review_body": "东莞市人民政府",
    "review_days": 60,
    "court": "东莞市第一人民法院",
    "court_months": 6,
}
LETTER: dict[str, Any] = {
    "organ": "东莞市残疾人联合会",
    "to": "陈大文",
    "to_number": "9900**********001X",
    "to_kind": "person",
    "item": "残疾人证核发",
    "case_number": "DG2026-0305-0012-7-1",
    "submitted_on": date(2026, 3, 5),
    "accepted_on": date(2026, 3, 6),
    "officer": "林晓",
    "phone": "0769-12345",
    "digest": "9f2c 41d7 e08b 5a36",
}
MATERIALS = [
    {"name": "残疾人证申请表", "copies": 1, "form": "电子"},
    {"name": "身份证", "copies": 1, "form": "共享获取"},
    {"name": "近期免冠彩色照片", "copies": 2, "form": "电子"},
]
SECTIONS = [
    {
        "title": "申请人",
        "rows": [
            {"label": "姓名", "value": "陈大文", "source": "户籍信息"},
            {"label": "公民身份号码", "value": "9900**********001X", "source": "户籍信息"},
            {"label": "联系电话", "value": "13800000000"},
            {"label": "现居住地址", "value": "东莞市石龙镇中山路 1 号"},
        ],
    },
    {"title": "代理人", "rows": [{"label": "姓名", "value": ""}]},
]
ITEMS = [
    {"name": "残疾人证核发", "office": "东莞市残疾人联合会"},
    {"name": "困难残疾人生活补贴", "office": "东莞市民政局"},
]
ANSWERS = [{"question": "您有残疾人证吗？", "answer": "没有"}]
CONSENTS = [
    {"what": "户籍信息", "whom": "东莞市公安局", "purpose": "填写姓名、住址", "agreed": True},
    {"what": "低保信息", "whom": "东莞市民政局", "purpose": "核对补贴资格", "agreed": False},
]

SAMPLES: dict[str, dict[str, Any]] = {
    "receipt": {
        **LETTER,
        "received_at": datetime(2026, 3, 5, 9, 7),
        "tell_by": date(2026, 3, 12),
        "tells": [
            {"by": "2026-03-05", "items": "科学育儿指导登记"},
            {"by": "2026-03-12", "items": "残疾人证核发、困难残疾人生活补贴"},
        ],
        "materials": MATERIALS,
        "received_by": "石龙镇综合窗口 3 号",
        "channel": "网上提交",
        "away": ["户籍信息", "低保信息"],
    },
    "correction": {
        **LETTER,
        "points": [
            {
                "what": "近期免冠彩色照片",
                "problem": "照片模糊，看不清面部",
                "how": "重拍一张两寸白底照片",
                "law": "残疾人证管理办法",
            },
            {
                "what": "残疾评定表",
                "office": "东莞市民政局",
                "problem": "缺少评定医院盖章",
                "how": "请评定医院补盖",
                "sample": "样例 3",
            },
        ],
        "supplement_by": date(2026, 3, 26),
        "supplement_note": "10 个工作日",
    },
    "acceptance": {
        **LETTER,
        "permit": True,
        "promised_by": date(2026, 3, 19),
        "promised_note": "5 个工作日",
        "statutory_by": date(2026, 4, 10),
        "statutory_note": "20 个工作日，不含清明节假日",
        "materials": MATERIALS,
    },
    "tolerated": {
        **LETTER,
        "statutory_by": date(2026, 4, 10),
        "later": [{"name": "残疾评定表", "by": date(2026, 3, 20)}],
        "promise": "本人承诺在上述日期前补交材料，补交的材料真实、有效。",
        "consequence": "逾期未补交或者材料不实的，依法作出不予办理的决定。",
    },
    "declaration": {
        **LETTER,
        "declared": [{"name": "经营场所证明"}],
        "promise": "本人承诺符合条件，所说真实，愿意接受核查。",
        "consequence": "承诺不实的，依法撤销，并记入信用记录。",
        "checked_how": "查共享数据、到现场查看。",
    },
    "declaration_broken": {
        **LETTER,
        "declared": [{"name": "经营场所证明"}],
        "finding": "登记的地址是住宅",
        "checked_how": "到现场查看",
        "consequence": "承诺不实的，依法撤销，并记入信用记录。",
        "objection": "认为核查有误的，可以向本机关说明。",
    },
    "rejection": {
        **LETTER,
        "reason": "该事项不属于本机关职权范围",
        "competent": "广州市残疾人联合会",
        "competent_contact": "电话 020-12345。",
        "remedy": REMEDY,
    },
    "not_needed": {**LETTER, "reason": "所申请的活动不需要许可", "advice": "您可以直接开展该活动。"},
    "special_procedure": {
        **LETTER,
        "procedure": "专家评审",
        "reason": "评定结论有争议",
        "expected_days": 15,
        "from": date(2026, 3, 9),
        "until": date(2026, 3, 27),
        "new_due": date(2026, 5, 4),
    },
    "extension": {
        **LETTER,
        "reason": "需要到外地核实情况",
        "approver": "理事长王立",
        "days": 10,
        "old_due": date(2026, 4, 3),
        "new_due": date(2026, 4, 20),
    },
    "grant": {
        **LETTER,
        "permit": True,
        "law": "《中华人民共和国行政许可法》第三十八条第一款",
        "content": "核发残疾人证，肢体残疾一级",
        "gives": [{"name": "残疾类别", "said": "肢体"}, {"name": "残疾等级", "said": "一级"}],
        "certificates": [{"name": "残疾人证", "number": "9900010000000001X41"}],
        "valid_note": "自证照签发之日起 10 年",
        "deliver_by": date(2026, 3, 26),
        "deliver_way": "邮寄",
        "conditions": ["有效期满前 30 日申请换领。", "住址变动的，30 日内申请变更。"],
        "publication": "本决定依法公开，公众可以查阅。",
    },
    "refusal": {
        **LETTER,
        "permit": True,
        "facts": "评定医院的结论为未达到残疾标准。",
        "reason": "不符合核发残疾人证的条件。",
        "law": "《中华人民共和国行政许可法》第三十八条第二款",
        "way_forward": "对评定结论有异议的，可以先申请重新评定。",
        "remedy": REMEDY,
    },
    "delivery": {
        **LETTER,
        "way": "邮寄（挂号 XA000000001CN）",
        "address": "东莞市石龙镇中山路 1 号",
        "delivered_at": datetime(2026, 3, 14, 15, 30),
        "deliverer": "邮政投递员",
        "proof": "邮政 EMS1",
        "recipient": "陈小文",
        "relation": "同住成年家属",
        "documents": [{"name": "残疾人证", "number": "9900010000000001X41", "copies": 1}],
    },
    "site_record": {
        **LETTER,
        "place": "石龙镇中山路 1 号",
        "checked_on": date(2026, 3, 9),
        "officers": [
            {"name": "林晓", "certificate": "粤A-0001"},
            {"name": "许知行", "certificate": "粤A-0002"},
        ],
        "found": "经营场所与申请一致，设备齐全",
        "party": "没有意见",
        "signed": "已签字",
        "photos": "2 张",
        "photo_hashes": ["9f2c 41d7 e08b 5a36", "03be 77a1 c5f0 94d8"],
    },
    "interested_notice": {
        **LETTER,
        "person": "黎国安",
        "relation": "相邻房屋的所有人",
        "speak_by": date(2026, 3, 16),
        "law": "行政许可法第三十六条",
    },
    "statement_record": {
        **LETTER,
        "person": "黎国安",
        "said": "同意，希望装隔音墙",
        "said_on": date(2026, 3, 10),
    },
    "hearing_offer": {
        **LETTER,
        "about": "油烟管道经过邻居窗前",
        "told": "陈大文、黎国安",
        "ask_by": date(2026, 3, 12),
        "law": "行政许可法第四十七条",
    },
    "hearing_notice": {
        **LETTER,
        "held_on": date(2026, 3, 25),
        "time": "09:30",
        "place": "市民服务中心三楼听证室",
        "chair": "谭雨桐",
        "open_to": "公开举行",
        "stops": True,
        "law": "行政许可法第四十八条",
    },
    "hearing_announcement": {
        **LETTER,
        "to": "各有关单位和个人",
        "to_number": "",
        "applicant": "陈**",
        "held_on": date(2026, 3, 25),
        "time": "09:30",
        "place": "市民服务中心三楼听证室",
        "chair": "谭雨桐",
        "open_to": "公开举行",
        "where": "市残联门户网站、石龙镇政务服务中心公告栏",
        "law": "行政许可法第四十八条",
    },
    "hearing_record": {
        **LETTER,
        "held_on": date(2026, 3, 25),
        "minutes": "听笔〔2026〕1号",
        "summary": "双方同意加装净化设备",
        "present": "陈大文、黎国安",
    },
    "completion": {
        **LETTER,
        "results": [
            {"name": "残疾人证核发", "outcome": "准予", "licences": "44190020260305001"},
            {"name": "困难残疾人生活补贴", "outcome": "不予"},
        ],
        "closed_on": date(2026, 3, 20),
        "way": "邮寄送达",
        "parcels": "邮政 EMS1",
        "site": "https://onething.example",
        "electronic": True,
    },
    "power_of_attorney": {
        "principal": [
            {"label": "姓名", "value": "陈大文"},
            {"label": "证件号码", "value": "9900**********001X"},
        ],
        "agent": [{"label": "姓名", "value": "林晓"}, {"label": "证件号码", "value": "9900**********0027"}],
        "matters": ["残疾人服务一件事"],
        "from": date(2026, 3, 5),
        "until": "2026 年 9 月 4 日",
        "revoke": "在“家人代办”里或者到任何一个窗口，随时可以收回。",
    },
    "approval_sheet": {
        "organ": "东莞市残疾人联合会",
        "item": "残疾人证核发",
        "case_number": "DG2026-0305-0012-7-1",
        "applicant": "陈大文",
        "rows": [
            {"step": "初审", "who": "林晓", "at": "2026-03-06 10:20", "said": "材料齐全，同意。"},
            {"step": "决定", "who": "许知行", "at": "2026-03-09 09:05", "said": "准予"},
        ],
        "decision": "准予",
        "facts": "条件已核实，登记信息与申请一致",
        "reason": "符合第八条",
        "law": "《残疾人证管理办法》第八条",
        "decided_on": date(2026, 3, 9),
        "attachments": [
            {"name": "残疾人证申请表", "note": "电子"},
            {"name": "受理通知书", "note": "东残受〔2026〕12号"},
        ],
    },
    "rectification": {
        "organ": "东莞市残疾人联合会",
        "item": "残疾人证核发",
        "order": "9F2C41D7E08B",
        "level": "不满意",
        "opened_on": date(2026, 3, 5),
        "closed_on": date(2026, 3, 12),
        "how": "rectified",
        "called": [
            {"what": "已回访", "said": "等候超过两小时", "who": "林晓（12345）", "at": "2026-03-05 15:20"}
        ],
        "verified": [
            {"what": "核实属实", "said": "少开一个窗口", "who": "王立（市残联）", "at": "2026-03-06 09:10"}
        ],
        "measures": [
            {"what": "已整改", "said": "午间加开窗口", "who": "王立（市残联）", "at": "2026-03-09 10:00"}
        ],
        "fed_back": [
            {
                "what": "已反馈，对方认可",
                "said": "已告知本人",
                "who": "林晓（12345）",
                "at": "2026-03-12 11:00",
            }
        ],
    },
    "archive_list": {
        **LETTER,
        "archived_on": date(2026, 7, 1),
        "entries": [
            {
                "kind": "申请",
                "name": "申请全文",
                "number": "DG2026-0305-0012-7",
                "hash": "9f2c 41d7 e08b 5a36",
            },
            {
                "kind": "文书",
                "name": "受理通知书",
                "number": "东残受〔2026〕12号",
                "hash": "9f2c 41d7 e08b 5a36",
            },
        ],
        "kept": "10 年",
        "keep_until": date(2036, 7, 1),
    },
    "termination": {
        **LETTER,
        "how": "withdrawn",
        "ground": "申请人改变计划",
        "ended_on": date(2026, 3, 10),
        "returned": [{"name": "户口簿", "copies": 1, "form": "纸质"}],
    },
    "righting_notice": {
        **LETTER,
        "permit": True,
        "how": "revoked",
        "righting": "DG2026-0305-0012-7-1-G1",
        "ground": "以欺骗、贿赂等不正当手段取得",
        "facts": "提交的评定表不是评定医院出具。",
        "reason": "取得的手段不正当。",
        "law": "《中华人民共和国行政许可法》第六十九条第二款",
        "heard_until": date(2026, 3, 19),
    },
    "righting": {
        **LETTER,
        "permit": True,
        "how": "recalled",
        "righting": "DG2026-0305-0012-7-1-G2",
        "ground": "准予所依据的客观情况发生重大变化",
        "facts": "所在地块已经依法征收。",
        "reason": "为了公共利益的需要。",
        "law": "《中华人民共和国行政许可法》第八条第二款",
        "compensation": "造成财产损失的，本机关依法给予补偿。",
        "returned": ["9900010000000001X41"],
        "remedy": REMEDY,
    },
    "licence_copy": {
        "organ": "东莞市残疾人联合会",
        "to": "陈大文",
        "licence": "残疾人证",
        "identifier": "1.2.156.3005.2.11100000000013338W011.11441900007330000X.0A1B2C.001.U",
        "valid": "2026-03-12 至 2036-03-11",
        "fields": [{"label": "残疾等级", "value": "一级"}],
        "receiver": "东莞市公交公司",
        "purpose": "办理公交优待卡",
        "until": date(2026, 3, 31),
        "digest": "9f2c 41d7 e08b 5a36",
    },
    "joint_form": {
        "scene": "残疾人服务一件事",
        "organ": "东莞市政务服务中心",
        "case_number": "DG2026-0305-0012-7",
        "items": ITEMS,
        "sections": SECTIONS,
        "materials": MATERIALS,
        "consents": CONSENTS,
        "digest": "9f2c 41d7 e08b 5a36",
    },
    "application": {
        "scene": "残疾人服务一件事",
        "case_number": "DG2026-0305-0012-7",
        "to": "陈大文",
        "channel": "网上",
        "submitted_at": datetime(2026, 3, 5, 9, 7),
        "items": ITEMS,
        "answers": ANSWERS,
        "sections": SECTIONS,
        "materials": MATERIALS,
        "consents": CONSENTS,
        "declaration": "以上内容真实。",
        "signed": "陈大文于 2026-03-05 09:07 电子签名",
        "digest": "9f2c 41d7 e08b 5a36",
    },
    "checklist": {
        "scene": "残疾人服务一件事",
        "figures": [
            {"label": "表格", "value": "1 张", "note": "原来 4 张"},
            {"label": "材料", "value": "6 份", "note": "原来 19 份"},
            {"label": "填写时间", "value": "约 9 分钟", "note": ""},
            {"label": "办结", "value": date(2026, 4, 17), "note": "30 个工作日"},
        ],
        "answers": ANSWERS,
        "items": ITEMS,
        "bring": [{"name": "残疾评定表", "copies": 1, "note": "用于残疾人证核发；原件，医院盖章"}],
        "not_needed": [{"name": "身份证", "source": "向公安机关调取，需要您同意"}],
        "steps": ["到定点医院做残疾评定。", "在网上或窗口提交。", "等待寄送。"],
        "places": [{"name": "石龙镇政务服务中心", "address": "东莞市石龙镇，周一至周五 9:00 至 17:00"}],
    },
}

#: The other faces of a kind: name -> kind and what is said otherwise. Together with `SAMPLES` these are all the pictures.
VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    "acceptance.deemed": ("acceptance", {"deemed": True}),
    "acceptance.waits": (
        "acceptance",
        {"promised_by": None, "statutory_by": None, "waits": "自前序事项结果到达之日起计算"},
    ),
    "termination.terminated": (
        "termination",
        {"how": "terminated", "ground": "重复申请；已在别处参保", "returned": [], "remedy": REMEDY},
    ),
    "delivery.left": (
        "delivery",
        {
            "way": "留置送达",
            "proof": "留置现场录像 12 号",
            "deliverer": "林晓",
            "recipient": "陈大文",
            "relation": None,
            "refused": "本人认为结论有误，拒绝接收",
            "witness": "石龙镇中山社区居委会 黎国安",
        },
    ),
    "rectification.invalid": (
        "rectification",
        {
            "how": "invalid",
            "verified": [
                {
                    "what": "提出认定无效",
                    "said": "评错了对象",
                    "who": "王立（市残联）",
                    "at": "2026-03-06 09:10",
                }
            ],
            "reviewed": [
                {
                    "what": "复核同意无效",
                    "said": "属实",
                    "who": "许知行（市政数局）",
                    "at": "2026-03-07 09:10",
                }
            ],
            **dict.fromkeys(("measures", "fed_back")),
        },
    ),
    "grant.partly": ("grant", {"partly": True, "permit": False, "remedy": REMEDY}),
    "hearing_notice.moved": (
        "hearing_notice",
        {"reason": "主持人因公外出", "open_to": "不公开举行", "stops": None},
    ),
    "righting_notice.recalled": (
        "righting_notice",
        {"how": "recalled", "permit": False, "ground": "准予所依据的客观情况发生重大变化"},
    ),
    "righting.corrected": (
        "righting",
        {
            "how": "corrected",
            "corrections": [{"what": "残疾等级", "was": "一级", "now": "二级"}],
            **dict.fromkeys(("ground", "facts", "compensation", "returned", "remedy")),
        },
    ),
    "righting.revoked": (
        "righting",
        {
            "how": "revoked",
            "ground": "以欺骗、贿赂等不正当手段取得",
            "law": "《中华人民共和国行政许可法》第六十九条第二款",
            "compensation": None,
        },
    ),
    "righting.cancelled": (
        "righting",
        {
            "how": "cancelled",
            "ground": "持有人死亡",
            "law": "《中华人民共和国行政许可法》第七十条",
            "compensation": None,
        },
    ),
    "righting.restored": (
        "righting",
        {"how": "restored", **dict.fromkeys(("ground", "facts", "compensation", "returned", "remedy"))},
    ),
}


def faces() -> list[str]:
    """Return the name of every face of every kind: the kind itself, or one of `VARIANTS`."""
    return [*SAMPLES, *VARIANTS]


def face(name: str) -> tuple[str, dict[str, Any]]:
    """Return kind and values of a face."""
    kind, changes = VARIANTS.get(name, (name, {}))
    return kind, {**SAMPLES[kind], **changes}
