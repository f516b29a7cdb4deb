"""Tiny lessons of one beat, for laws to look at."""

from scenes.lesson import Lesson, beat
from scenes.watching.laws.inspection import inspect
from scenes.words.language import Sentence


class OneBeat(Lesson):
    """What a test lets happen."""

    def construct(self):
        """Let it happen."""
        self.happen()

    def say(self, message, facts=None):
        """The same in any case."""
        return Sentence("A caption.")

    @beat
    def happen(self):
        """What the test says."""
        self.told(self)


def found_by(law, told):
    """What a law finds in a beat: what is said of it without its numbers, and how much."""

    def make():
        lesson = OneBeat()
        lesson.told = told
        return lesson

    return [(one.law, one.what, round(one.amount, 3)) for one in inspect(make, [law])]
