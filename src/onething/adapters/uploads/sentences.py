"""The words of refusals and of the notes about a file that was taken."""

from django.utils.translation import gettext_lazy as _

from onething.kit.problems import Sentence

_ALLOWED = _("请传照片（JPG、PNG、WebP、HEIC）、PDF 或 OFD。")
_AGAIN = _("请换一个文件再传；已填的内容都还在。")

SENTENCES = {
    "uploads.refused": Sentence(_("文件“{name}”没有收下。"), _AGAIN),
    "uploads.empty": Sentence(
        _("文件“{name}”是空的（0 字节）。"), _("请打开原文件看看有没有内容，再传一次。")
    ),
    "uploads.too_large": Sentence(
        _("文件“{name}”超过 {limit_megabytes} MB 的上限，没有收下。"),
        _("把照片拍小一点，或者把扫描件分成几份再传。"),
    ),
    "uploads.type_not_allowed": Sentence(_("文件“{name}”的类型（{found}）不能收。"), _ALLOWED),
    "uploads.not_what_its_name_says": Sentence(
        _("文件“{name}”的名字说它是 {says}，内容却是 {found}。"),
        _("请用原来的软件重新保存成照片、PDF 或 OFD，不要只改文件名。"),
    ),
    "uploads.double_extension": Sentence(
        _("文件“{name}”的名字里藏着程序的后缀。"), _("请改一个简单的名字，例如“身份证.jpg”，再传一次。")
    ),
    "uploads.deceiving_name": Sentence(
        _("文件“{name}”的名字里有看不见的字符或者反向书写的字符。"),
        _("请改一个简单的名字，例如“身份证.jpg”，再传一次。"),
    ),
    "uploads.truncated": Sentence(
        _("文件“{name}”不完整，后面缺了一段。"), _("可能是没有传完或者没有存好，请重新保存再传。")
    ),
    "uploads.unreadable": Sentence(_("文件“{name}”打不开，内容有损坏。"), _("请重新拍照或者重新扫描再传。")),
    "uploads.too_many_pixels": Sentence(
        _("图片“{name}”太大：{width} × {height} 像素。"), _("请用普通的清晰度重新拍照或者扫描。")
    ),
    "uploads.too_many_pages": Sentence(
        _("文件“{name}”有 {pages} 页，最多 {limit} 页。"), _("请分成几份再传。")
    ),
    "uploads.bomb": Sentence(_("文件“{name}”解开后大得不正常，没有收下。"), _ALLOWED),
    "uploads.unsafe_archive": Sentence(
        _("文件“{name}”里有不安全的路径、链接或者另一个压缩包，没有收下。"), _("请用原来的软件重新导出再传。")
    ),
    "uploads.encrypted": Sentence(_("文件“{name}”加了密码，经办人打不开。"), _("请去掉密码，另存一份再传。")),
    "uploads.active_content": Sentence(
        _("文件“{name}”里有会自己运行的内容（{what}），没有收下。"), _("请打印成新的 PDF，或者拍照再传。")
    ),
    "uploads.embedded_file": Sentence(
        _("文件“{name}”里夹带了别的文件，没有收下。"), _("请把夹带的文件取出来，分别上传。")
    ),
    "uploads.polyglot": Sentence(
        _("文件“{name}”同时是两种文件，没有收下。"), _("请重新拍照或者打印成新的 PDF 再传。")
    ),
    "uploads.malware": Sentence(
        _("文件“{name}”里有已知的有害内容，没有收下。"), _("请先给您的设备查毒，再传干净的文件。")
    ),
    "uploads.storage_full": Sentence(
        _("存放文件的磁盘满了，这个文件没有收下。"), _("过一会儿再试；已填的内容都还在。")
    ),
    "uploads.file_missing": Sentence(_("没有找到这个文件。"), _("请从办件页面重新打开。")),
    "uploads.file_damaged": Sentence(
        _("这个文件存下后被改动过，不能用了。"), _("请告诉系统管理员，从备份里恢复。")
    ),
}

# What the reader is told of a file that was taken; keys are those of `Accepted.notes`.
NOTES = {
    "turned": _("照片已经转正"),
    "place_removed": _("显示用的图片里去掉了拍照地点"),
    "first_picture_only": _("有多幅画面，只显示第一幅"),
    "converted": _("已转成 JPG 供查看，原件保留"),
    "ending_corrected": _("文件名的后缀已按内容改正"),
}
