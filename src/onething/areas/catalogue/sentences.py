"""The words of the area's errors."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "catalogue.another_published": Sentence(
        _("您读取以后，有人发布了第 {version} 版，这次没有发布。"), _("先看两版的差异，再发布一次。")
    ),
    "catalogue.version_not_found": Sentence(_("本市没有第 {version} 版。"), _("回到版本清单，从里面选。")),
    "catalogue.thing_version_not_found": Sentence(
        _("“{thing}”没有版本号以 {hash} 开头的版本。"), _("去掉 /version/ 和后面的部分，看现行的一版。")
    ),
    "catalogue.nothing_published": Sentence(
        _("{city} 还没有发布事项。"), _("请管理员先运行 onething load {city}。")
    ),
    "catalogue.package_refused": Sentence(
        _("事项包有 {count} 处问题，没有发布。第一处在 {place}：{first}"),
        _("改好全部问题再发布；现行版本不受影响。"),
    ),
    "catalogue.sample_not_found": Sentence(
        _("没有样例“{path}”，或者它已经换了。"), _("回到刚才那一页再点一次，或者打 12345。")
    ),
    "catalogue.scene_not_found": Sentence(
        _("没有“{scene}”这件事，或者它已经换了名字。"), _("回到首页重新找，或者打 12345。")
    ),
    "catalogue.wrong_city": Sentence(
        _("这里是 {city} 的平台，交来的是 {given} 的事项包。"), _("换成本市的事项包。")
    ),
    "catalogue.item_not_found": Sentence(
        _("这个版本里没有事项“{item}”。"), _("回到这件事的流程图，再点事项。")
    ),
    "catalogue.situation_not_found": Sentence(_("现在没有“{situation}”这种情形。"), _("从问政清单重新选。")),
}
