"""What the editor's process remembers is asked by several requests at once."""

from onething.channels.studio.work import MOST_KEPT, Kept


class TestWhatIsKept:
    def test_is_made_once_and_forgotten_when_nobody_asked_for_long(self):
        made: list[int] = []
        kept: Kept[None] = Kept()
        for key in (*range(MOST_KEPT), 0, MOST_KEPT, 0, 1):
            kept.get(key, lambda key=key: made.append(key))
        assert made == [*range(MOST_KEPT), MOST_KEPT, 1]

    def test_is_the_first_where_another_made_it_meanwhile(self):
        kept: Kept[str] = Kept()

        def while_another_makes_it() -> str:
            kept.get("scene", lambda: "the other's")
            return "mine"

        assert kept.get("scene", while_another_makes_it) == "the other's"
