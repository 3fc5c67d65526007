"""The words of the wire's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "rest.body_unreadable": Sentence(
        _("请求的内容读不懂：不是 JSON，或者含有文字里不能有的字符。"), _("用 UTF-8 的 JSON 重新发送。")
    ),
    "rest.file_unknown": Sentence(
        _("没有上传过文件 {file}。"), _("先用 POST /api/v1/files 上传，再写上返回的 hash。")
    ),
    "rest.invalid": Sentence(
        _("请求有 {count} 处和接口说明不一致。"), _("按 errors 里列的位置改正；说明在 /api/v1/openapi.json。")
    ),
    "rest.item_unknown": Sentence(_("没有事项 {item}。"), _("GET /api/v1/items 列出全部事项。")),
    "rest.key_missing": Sentence(
        _("写入的请求缺少 Idempotency-Key，或者它不是 1 到 100 个可见的 ASCII 字符。"),
        _("给每个请求一个新的随机值，重发时用同一个。"),
    ),
    "rest.key_reused": Sentence(
        _("这个 Idempotency-Key 已经用于另一个内容不同的请求。"), _("换一个新的值再发。")
    ),
    "rest.match_missing": Sentence(
        _("修改的请求缺少 If-Match。"), _("先读取一次，把返回的 ETag 写在 If-Match 里。")
    ),
    "rest.moved": Sentence(_("您看到的内容已经变了。"), _("重新读取，再决定要不要改。")),
    "rest.not_a_decision": Sentence(
        _("不予、部分准予的决定缺少：{missing}。"),
        _("写明经办人、准予的内容、事实、依据和救济途径后再发送。"),
    ),
    "rest.signature_refused": Sentence(
        _("签名缺失、不对、过期或者已经用过：每个签名只收一次，五分钟内有效（部门系统对接规则）。"),
        _("按 docs/department-systems.md 重新签名再发送。"),
    ),
    "rest.system_unknown": Sentence(_("没有登记名为 {system} 的部门系统。"), _("核对地址里的系统名称。")),
}
