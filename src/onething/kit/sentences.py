"""The words of errors that belong to no area."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

SENTENCES = {
    "family.NotFound": Sentence(
        _("没有找到您要的内容，或者它不归您看。"), _("看看编号有没有写错，或者从首页重新找。")
    ),
    "family.NotAllowed": Sentence(_("这件事不归您的账号办。"), _("换一个账号登录，或者找经办部门。")),
    "family.RuleBroken": Sentence(_("按规定还不能这样办。"), _("改一改再试；已填的内容都还在。")),
    "family.Conflict": Sentence(_("刚才有人先改了同一件事。"), _("刷新后看最新的情况，再决定要不要继续。")),
    "family.Unavailable": Sentence(
        _("现在暂时办不了，某个系统没有回应。"), _("过几分钟再试；已填的内容都还在。")
    ),
    "family.DomainError": Sentence(_("这一步没有办成。"), _("过几分钟再试，或者打 12345。")),
    "core.permission_missing": Sentence(
        _("您的账号看不了这一页，也办不了这一步。"), _("换一个账号登录，或者请有权限的同事办。")
    ),
    "kit.port_not_bound": Sentence(_("系统的“{port}”部分没有接好。"), _("请告诉系统管理员。")),
    "kit.sign_in_first": Sentence(_("要先登录。"), _("登录后会回到这一页。")),
    "kit.no_page": Sentence(
        _("没有这一页，地址可能写错了，或者页面已经搬走。"), _("从首页重新找，或者打 12345。")
    ),
    "kit.bad_request": Sentence(_("浏览器发来的内容不完整。"), _("回到上一页再试一次。")),
    "kit.broken": Sentence(
        _("不是您的错，是我们的程序出了问题，已经记下。"),
        _("您填的内容都还在；过几分钟再试，或者打 12345，报下面的编号。"),
    ),
    "kit.page_expired": Sentence(
        _("这一页开得太久，已经过期，刚才的操作没有生效。"), _("回到上一页，刷新后再点一次。")
    ),
    "kit.too_big": Sentence(_("发来的文件超过了上限，没有收下。"), _("把照片拍小一点，或者分几次传。")),
    "kit.wrong_method": Sentence(_("这个地址不能直接打开。"), _("回到上一页，用页面上的按钮。")),
    "jobs.lease_lost": Sentence(
        _("后台任务 {job} 已经由别的进程接手。"), _("不用做什么；看任务列表确认它办完了。")
    ),
    "jobs.not_found": Sentence(_("没有停下的后台任务 {job}。"), _("刷新任务列表再选。")),
    "kit.clock_jumped": Sentence(
        _("服务器的时钟刚被拨动了 {seconds} 秒，日期靠不住，这一步没有办，什么也没有变。"),
        _("请管理员校准时钟；时钟没错就重新启动服务。已填的内容都还在。"),
    ),
    "kit.clock_set_back": Sentence(
        _(
            "服务器的时钟是 {shown}，而系统在 {newest} 已经办过事：时钟被往回拨了，这一步没有办，什么也没有变。"
        ),
        _("请管理员校准时钟；时钟没错（先前走快了）就运行 onething trust-clock。已填的内容都还在。"),
    ),
    "kit.full": Sentence(
        _("服务器的磁盘满了，现在存不下新的内容。"), _("过几分钟再试；查看不受影响，已存的都在。")
    ),
    "kit.away": Sentence(_("数据库现在连不上。"), _("过一会儿再试；已存的都在，不会重复。")),
    "kit.busy": Sentence(_("现在人多，系统忙不过来。"), _("等一会儿再试；已填的内容都还在。")),
    # families that bring their own words (core says them as a Text) and lack only what to do
    "cases.*": Sentence("{sentence}", _("照上面说的改，再办一次。")),
    "codes.*": Sentence("{reason}", _("对照证件改一改，再提交。")),
    "composition.*": Sentence("{text}", _("改好这一处，再往下走。")),
    "rules.*": Sentence("{text}", _("在文件里改好这一处，再检查一遍。")),
    # rules without words of their own
    "core.calendar_missing": Sentence(
        _("{year} 年的放假安排还没有公布，这个日期算不出来。"), _("公布后系统自动算好；现在先看临时日期。")
    ),
    "core.notice_broken": Sentence(
        _("{year} 年的放假通知前后不一致：{day} {why}。"), _("对照国务院办公厅的通知改好文件，再载入。")
    ),
    "core.solver_gave_up": Sentence(_("检查没有做完：{reason}。"), _("再检查一次；还不行就把条件拆小。")),
    "clock.extension_incomplete": Sentence(
        _("延期要有批准人和告知申请人的理由（行政许可法第四十二条），现在缺：{what}。"), _("补上再延。")
    ),
    "clock.extension_too_late": Sentence(
        _("延期要在最后一天 {last_day} 前批准，不能在 {given_on} 补。"), _("按现有期限作出决定。")
    ),
    "clock.extension_too_long": Sentence(
        _("按时限规则最多延 {most} 天，不能延 {days} 天。"), _("把天数改小。")
    ),
    "clock.ground_not_allowed": Sentence(
        _("“{ground}”不是可以停表的理由。"), _("从法定的理由里选，依据：{law}。")
    ),
    "clock.ground_without_law": Sentence(_("“{ground}”停表没有写明依据：{why}。"), _("写明规定的条文。")),
    "clock.no_extension": Sentence(_("这类事项不能延期，依据：{law}。"), _("按现有期限作出决定。")),
    "clock.no_limit": Sentence(_("时限类型“{profile}”没有天数。"), _("在事项里写明天数。")),
    "clock.not_accepted": Sentence(_("还没有受理，办理期限没有开始。"), _("先受理，再停表或延期。")),
    "clock.pause_not_told": Sentence(
        _("停表要书面告知申请人需要多久（行政许可法第四十五条，其他事项比照），现在缺：{what}。"),
        _("补上再停表。"),
    ),
    "clock.pause_outside": Sentence(_("不能从 {first} 起停表：{why}。"), _("改停表的起止日期。")),
    "clock.profile_unknown": Sentence(
        _("没有名为“{profile}”的时限类型。"), _("看看是不是“{nearest}”，在文件里改好。")
    ),
    "clock.second_extension": Sentence(
        _("{given_on} 已经延过一次，只能延一次（行政许可法第四十二条）。"), _("按现有期限作出决定。")
    ),
    # editing of a package
    "editing.place_missing": Sentence(
        _("{file} 里已经没有“{place}”这一处了。"), _("别人可能刚改过；重新打开这一页，再改一次。")
    ),
    "editing.file_unreadable": Sentence(
        _("{file} 第 {line} 行读不了，不能在页面上改。"), _("先把这一行的括号、引号、缩进改好。")
    ),
    "editing.id_taken": Sentence(_("“{id}”已经有了。"), _("换一个标识。")),
    "editing.id_refused": Sentence(
        _("“{id}”不能作标识：只用小写字母、数字和“-”，字母开头。"), _("换一个标识，或者空着，系统来取。")
    ),
    "editing.value_missing": Sentence(_("“{label}”不能空着。"), _("填上再存。")),
    "editing.number_wrong": Sentence(_("“{label}”应是整数，这里写的是“{typed}”。"), _("改成整数再存。")),
    "editing.day_wrong": Sentence(
        _("“{label}”应是日期，这里写的是“{typed}”。"), _("写成 2026-03-05 这样，再存。")
    ),
    "editing.line_wrong": Sentence(
        _("“{label}”里有一行没有“{sign}”：{typed}"), _("每行写成“甲 {sign} 乙”，再存。")
    ),
    "editing.condition_wrong": Sentence(_("“{label}”读不通：{said}"), _("改好再存，或者点“逐条选”。")),
    "editing.name_taken": Sentence(_("“{typed}”已经有一行了。"), _("换一个标识，或者改那一行。")),
    "editing.name_refused": Sentence(
        _("“{typed}”不能作标识：只用小写字母、数字和“_”，字母开头。"), _("换一个标识。")
    ),
    "editing.looks_alike": Sentence(
        _("字典里没有“{typed}”，可能是：{suggested}。"), _("是其中一个就填它的标识；都不是，先在字典里加上。")
    ),
    "editing.item_unknown": Sentence(_("没有“{item}”这个事项。"), _("从清单里勾选。")),
    "editing.nothing_chosen": Sentence(_("还没有选事项。"), _("至少勾选一个事项。")),
    "credit.no_repair_rules": Sentence(
        _("没有 {on} 的信用修复规则，最早的规则从 2023 年 5 月 1 日起施行。"),
        _("改申请日期，或者补上那时的规则。"),
    ),
    "enrolment.bad_roll": Sentence(
        _("派位名册有错：{problems}。"), _("按 docs/enrolment.md 改好名册，再来一次。")
    ),
    "enrolment.no_points_rule": Sentence(
        _("{town}没有 {year} 年的积分规则。"), _("把当年的积分规则写进名册，再来一次。")
    ),
    # adapters
    "calendars.notice_unreadable": Sentence(
        _("{file} 不是放假通知文件：{why}。"), _("按 docs 里的格式改好，再载入。")
    ),
    "documents.unknown_kind": Sentence(_("没有“{kind}”这种文书。"), _("请告诉系统管理员。")),
    "documents.*": Sentence("{sentences}", _("改好后再生成。")),
    "package.folder_unreadable": Sentence(
        _("读不了城市包 {path}：{reason}。"), _("看看路径和权限，再载入。")
    ),
    "package.path_refused": Sentence(
        _("城市包里的文件名 {path} 不能用，它指到了包的外面。"), _("给文件改名。")
    ),
    "seals.unavailable": Sentence(_("现在盖不了章：{reason}。"), _("内容已存好，章恢复后自动补盖。")),
}
