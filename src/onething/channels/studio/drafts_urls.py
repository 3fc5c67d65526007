"""Addresses of the editor and the composer: everything about one draft stands below it."""

from onething.areas.revisions.api import RevisionPermission
from onething.channels.studio import (
    composing,
    conditions,
    drafting,
    entry_beginning,
    entry_editing,
    entry_news,
    item_creating,
    item_editing,
    previewing,
    suggesting,
    walking,
)
from onething.kit.pages import page

READ, WRITE = RevisionPermission.READ, RevisionPermission.WRITE
BOTH = {"GET": READ, "POST": WRITE}
ONLY_WRITE = {"GET": WRITE, "POST": WRITE}
DRAFT = "drafts/<uuid:revision_id>/"
SCENE = DRAFT + "scenes/<slug:scene>/"
THING = DRAFT + "edit/<slug:folder>/<slug:id>/"

urlpatterns = [
    page("drafts/", drafting.room, needs=BOTH, name="studio-drafts"),
    page("drafts/entry", entry_editing.begin, needs={"POST": WRITE}, name="studio-entry-begin"),
    page("drafts/new-entry", entry_beginning.new_entry, needs=ONLY_WRITE, name="studio-entry-new"),
    page("drafts/news/<str:source>/<path:key>", entry_news.news, needs=BOTH, name="studio-entry-news"),
    page(DRAFT + "register/<str:source>/<path:key>", entry_editing.entry, needs=BOTH, name="studio-entry"),
    page(DRAFT, drafting.draft, needs={"GET": READ}, name="studio-draft"),
    page(DRAFT + "pick", drafting.pick, needs=BOTH, name="studio-pick"),
    page(DRAFT + "new-item", item_creating.new_item, needs=BOTH, name="studio-new-item"),
    page(DRAFT + "submit", composing.submit, needs={"POST": WRITE}, name="studio-submit"),
    page(SCENE, composing.composer, needs={"GET": READ}, name="studio-composer"),
    page(SCENE + "change", composing.change, needs={"POST": WRITE}, name="studio-change"),
    page(SCENE + "suggest", suggesting.suggest, needs={"GET": READ}, name="studio-suggest"),
    page(SCENE + "keep-test", composing.keep_test, needs={"POST": WRITE}, name="studio-keep-test"),
    page(SCENE + "walk", walking.walk, needs={"GET": READ}, name="studio-walk"),
    page(SCENE + "preview", previewing.preview, needs={"GET": READ}, name="studio-preview"),
    page(SCENE + "preview/form", previewing.form, needs={"GET": READ}, name="studio-preview-form"),
    page(THING, item_editing.editor, needs={"GET": READ}, name="studio-edit"),
    page(THING + "save", item_editing.save, needs={"POST": WRITE}, name="studio-save"),
    page(THING + "condition", conditions.condition, needs=BOTH, name="studio-condition"),
    page(
        THING + "condition/suggest",
        suggesting.suggest_anywhere,
        needs={"GET": READ},
        name="studio-condition-suggest",
    ),
]
