"""Who stands at the window and what for; and the signed sheet."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onething.core.catalogue.words import Constraints, Element, ElementKind
from onething.core.codes import parse_phone
from onething.core.codes.errors import CodeBroken
from onething.core.documents import DocumentMisread, parse_document
from onething.core.guidance import Glyphs
from onething.core.guidance.together import no_glyph
from onething.core.people import Document, DocumentKind
from onething.core.source import Text
from onething.core.submission import Person
from onething.core.values import FieldProblem, parse_value
from onething.kit.forms import Form
from onething.kit.ports import port, today
from onething.kit.problems import show

DOCUMENTS = (
    ("citizen_number", _("居民身份证")),
    ("residence_permit_hmt", _("港澳台居民居住证")),
    ("hong_kong_macao", _("港澳居民来往内地通行证")),
    ("taiwan", _("台湾居民来往大陆通行证")),
    ("passport", _("护照")),
    ("foreign_permanent", _("外国人永久居留身份证")),
)
#: The name is judged as the form judges it.
NAME = Element("person.name", Text("姓名", "Name"), ElementKind.NAME)


def number_of(document: str, typed: str) -> str:
    """Return the number of a document in its canonical form. Raises ValidationError, in the reader's language."""
    try:
        return parse_document(DocumentKind(document), typed, on=today()).number
    except (CodeBroken, DocumentMisread) as wrong:
        raise forms.ValidationError(show(wrong.reason)) from None


class WalkIn(Form):
    scene = forms.ChoiceField(label=_("办哪一件事"))
    name = forms.CharField(label=_("姓名"), max_length=100, strip=True)
    document = forms.ChoiceField(label=_("证件"), choices=DOCUMENTS)
    number = forms.CharField(label=_("证件号"), max_length=40)
    phone = forms.CharField(label=_("手机"), max_length=30)

    by_document = forms.ChoiceField(
        label=_("代办人的证件"), choices=DOCUMENTS, required=False, initial="citizen_number"
    )
    by_number = forms.CharField(
        label=_("代办人的证件号"),
        max_length=40,
        required=False,
        help_text=_("有人替他来办才填；要先有登记过的授权"),
    )

    def __init__(self, *args, scenes, **kwargs) -> None:  # type: ignore[no-untyped-def]
        super().__init__(*args, **kwargs)
        self.fields["scene"].choices = scenes

    def clean_name(self) -> str:
        try:
            name: str = parse_value(NAME, self.cleaned_data["name"], Constraints(), on=today())
        except FieldProblem as problem:
            raise forms.ValidationError(show(problem.sentence)) from None
        if absent := port(Glyphs).missing(name):  # type: ignore[type-abstract]
            raise forms.ValidationError(show(no_glyph(NAME.label, absent)))
        return name

    def clean_phone(self) -> str:
        try:
            return parse_phone(self.cleaned_data["phone"]).text
        except CodeBroken as broken:
            raise forms.ValidationError(show(broken.reason)) from None

    def clean(self) -> dict[str, object]:
        given = super().clean() or self.cleaned_data
        for document, name in (("document", "number"), ("by_document", "by_number")):
            if number := str(given.get(name, "")):
                try:
                    given[name] = number_of(given.get(document) or "citizen_number", number)
                except forms.ValidationError as wrong:
                    self.add_error(name, wrong)
        return given

    @property
    def person(self) -> Person:
        given = self.cleaned_data
        return Person(given["name"], given["document"], given["number"], given["phone"])

    @property
    def representative(self) -> str:
        """The key of who stands there for the applicant, "" if that is the applicant."""
        given = self.cleaned_data
        if not given["by_number"]:
            return ""
        return Document.of(DocumentKind(given["by_document"] or "citizen_number"), given["by_number"]).key


class Standing(Form):
    """The document of whoever stands there, as the clerk reads it."""

    document = forms.ChoiceField(label=_("来的人的证件"), choices=DOCUMENTS)
    number = forms.CharField(
        label=_("来的人的证件号"), max_length=40, error_messages={"required": _("看着证件填号码")}
    )

    def clean(self) -> dict[str, object]:
        given = super().clean() or self.cleaned_data
        if given.get("document") and given.get("number"):
            try:
                given["number"] = number_of(given["document"], given["number"])
            except forms.ValidationError as wrong:
                self.add_error("number", wrong)
        return given

    @property
    def person(self) -> str:
        """The key of who stands there."""
        given = self.cleaned_data
        return Document.of(DocumentKind(given["document"]), given["number"]).key


class SignedSheet(Form):
    """hash: of the sheet that was shown, which is the one that was printed and signed."""

    hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    scan = forms.FileField(
        label=_("签好名的申请表，拍照或扫描"),
        help_text=_("图片或 PDF，四角拍全。"),
        error_messages={"required": _("把签好名的申请表拍下来，再收件")},
    )
