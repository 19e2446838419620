"""Questions answered in lines: the talk with a child, and things said and by whom.

Each line stands above, numbered, as soon as Enter is pressed; Up brings it back
into the answer line. What is half typed is a draft a moment later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from childcheck.checklist.definitions import AnswerType
from childcheck.terminal import theme, words
from childcheck.terminal.keyed import key_words, keys
from childcheck.terminal.keyed.asking import Asking, passing, replied_if_passed
from childcheck.terminal.keyed.beside import held, whole_answer
from childcheck.terminal.keyed.line_keys import Ended, Line
from childcheck.terminal.keyed.sheets import Sayings, Sheet, Talk
from childcheck.terminal.keyed.translating import ask_language, translate
from childcheck.terminal.keyed.writing import keep_draft, read_draft
from childcheck.terminal.plain.presenting import has_standing_lines
from childcheck.terminal.plain.prompting import Restart
from childcheck.terminal.typed_choices import read_place
from childcheck.terminal.typed_talk import GOES_ON, SPEAKER_OF, who_spoke
from childcheck.walk.replies import Keep, Reply
from childcheck.walk.showing import Shown

NONE = "0"
PREVIOUS = "c-p"


class Ending(Enum):
    """How the writing ended."""

    WRITTEN = "written"
    NONE = "none"  # an empty list that is an answer
    KEPT = "kept"  # what stands is kept


def write_lines(asking: Asking, shown: Shown) -> Reply:
    """Ask for lines: what others said, or a talk with a child."""
    is_talk = shown.question.type is AnswerType.TRANSCRIPT
    sheet: Sheet = Talk() if is_talk else Sayings(shown.question.has_speaker)
    if isinstance(sheet, Talk):
        sheet.who = partial(_ask_who, asking, sheet)
    begun = _restore(asking, shown, sheet)
    writing = _Writing(asking, shown, sheet, begun)
    if not begun and not sheet.count and has_standing_lines(shown):
        pressed = _pressed(asking, shown, sheet)
        if pressed == keys.ENTER:
            return Keep()
        asking.presenter.footer(shown, is_writing=True)
        writing.begin(at_last=pressed == words.CHANGE)
    try:
        ending = writing.write()
    finally:
        asking.prompter.unsaved_lines = 0
    if ending is Ending.KEPT:
        return Keep()
    if ending is Ending.NONE:
        asking.prompter.taken(words.ANSWER, shown.none_label)
        return whole_answer(asking, shown, [])
    if isinstance(sheet, Talk):
        asking.say(words.talk_taken([line.speaker for line in sheet.lines]))
    return whole_answer(asking, shown, sheet.value())


def _restore(asking: Asking, shown: Shown, sheet: Sheet) -> str:
    """Take over what was written here and is no answer yet; return a line that fits nowhere."""
    value = read_draft(asking.drafts, shown.spot)
    if value is None:
        return ""
    sheet.restore(value)
    begun = value if isinstance(value, str) else ""
    if isinstance(sheet, Talk) and sheet.nobodys:
        begun, sheet.nobodys = sheet.nobodys, ""
    if sheet.count or begun:
        asking.say(words.DRAFT_KEPT)
    asking.presenter.numbered(sheet.in_words())
    return begun


def _ask_who(asking: Asking, talk: Talk, text: str) -> str:
    """Ask by one key who spoke words typed without a letter; nothing when they stay in the line."""

    def print_it() -> None:
        asking.say(text)
        asking.say(who_spoke(talk.lines))

    offered = [*SPEAKER_OF, *((GOES_ON,) if talk.count else ())]
    with asking.printed(print_it):
        pressed = asking.prompter.key(words.WHO_SPOKE, offered, also=(keys.BACK,))
    return "" if pressed == keys.BACK else pressed


def _pressed(asking: Asking, shown: Shown, sheet: Sheet) -> str:
    """Ask what to do with lines that stand: keep, change them, add to them, or write anew."""
    offered = [words.CHANGE, words.ADD, words.ANEW]
    pressed = asking.prompter.key(words.WHAT_NOW, offered, also=(keys.ENTER, keys.UP))
    if pressed == keys.UP:
        pressed = words.CHANGE
    if pressed in (words.CHANGE, words.ADD):
        sheet.restore(held(shown).value)
        asking.presenter.numbered(sheet.in_words())
    return pressed


@dataclass
class _Writing:
    """One sheet at the answer line; `place` is the line that stands in it."""

    asking: Asking
    shown: Shown
    sheet: Sheet
    text: str = ""
    mark: str = ""
    place: int = -1
    is_between: bool = False  # what is typed is a new line, before the one at `place`

    def __post_init__(self) -> None:
        self.place = self.sheet.count
        self.waiting = ("", "")  # the new line, while an earlier one is changed

    def begin(self, *, at_last: bool) -> None:
        """Begin behind the lines that stand, or with the last of them in the answer line."""
        self.place = self.sheet.count
        if at_last:
            self._go(self.place - 1)

    def write(self) -> Ending:
        """Read lines until Ctrl-D on an empty one ends; there is then at least one."""
        goes_on = False
        before = self.asking.prompter.restate

        def restate() -> None:
            before()
            self.asking.presenter.numbered(self.sheet.in_words())

        self.asking.prompter.restate = restate
        try:
            while True:
                drafts = self.asking.drafts
                unsaved = 0 if drafts.is_durable else self.sheet.count
                self.asking.prompter.unsaved_lines = unsaved
                ended = self.asking.prompter.line(self._line(), goes_on=goes_on)
                replied_if_passed(self.shown, ended.key)
                self.text, self.mark = ended.text, ended.mark
                goes_on = ended.key == keys.ENTER
                ending = self._ended(ended)
                if ending is not None:
                    return ending
        finally:
            self.asking.prompter.restate = before

    @property
    def _is_new(self) -> bool:
        return self.place >= self.sheet.count and not self.is_between

    @property
    def _names_line(self) -> bool:
        """Whether a number alone is no line here, but names one to be changed."""
        return self._is_new and not self.mark and not self.sheet.may_be_number

    @property
    def _is_first(self) -> bool:
        return not self.sheet.count

    @property
    def _instant(self) -> tuple[str, ...]:
        """The keys that answer at once: no name begins with the one for an empty list."""
        return (*passing(self.shown), *((NONE,) if self.shown.none_label else ()))

    def _line(self) -> Line:
        label = self._label()
        named = {mark: self._label(who) for mark, who in self.sheet.marks.items()}
        more = (keys.ENGLISH,) if isinstance(self.sheet, Talk) else ()
        return Line(
            label,
            text=self.text,
            mark=self.mark,
            is_long=True,
            instant=self._instant if self._is_first else (),
            ends=(keys.END, keys.UP, keys.DOWN, keys.TAB, PREVIOUS, *more),
            marks=named,
            save=self._save,
        )

    def _label(self, who: str = "") -> str:
        if self.is_between:
            return key_words.line_between(self.place + 1, who)
        return key_words.line_label(self.place + 1, self.sheet.count, who)

    def _save(self, text: str, mark: str) -> None:
        value = self.sheet.half_written(text, mark, self.place, is_between=self.is_between)
        keep_draft(self.asking.drafts, self.shown.spot, value)

    def _keep(self) -> None:
        keep_draft(self.asking.drafts, self.shown.spot, self.sheet.value())

    # What ended the line

    def _ended(self, ended: Ended) -> Ending | None:
        note = self.asking.prompter.note
        match ended.key:
            case keys.UP | "c-p":
                self._go(self.place - 1)
            case keys.DOWN:
                self._go(self.place if self.is_between else self.place + 1)
            case keys.TAB:
                self._begin_between()
            case keys.ENGLISH:
                self._translate()
            case "0":
                return Ending.NONE
            case keys.END if self._is_new and self.sheet.count:
                return Ending.WRITTEN
            case keys.END:
                note(key_words.NOTHING_WRITTEN_KEYED if self._is_first else key_words.CTRL_D_ENDS)
            case _:
                return self._entered()
        return None

    def _entered(self) -> Ending | None:
        note = self.asking.prompter.note
        if self._is_first and not self.mark:
            if not self.text.strip() and self.shown.may_keep:
                return Ending.KEPT
            if self.text.strip() == NONE and self.shown.none_label:
                return Ending.NONE
        numbered = read_place(self.text, self.sheet.count) if self._names_line else None
        if self.is_between:
            self._put_between()
        elif isinstance(numbered, int):
            self._clear()
            self._go(numbered)
        elif not self._is_new:
            self._change()
        elif not self.text.strip() and not self.mark:
            note(key_words.CTRL_D_ENDS if self.sheet.count else key_words.NOTHING_WRITTEN_KEYED)
        else:
            self._take()
        return None

    def _begin_between(self) -> None:
        """Begin a new line before the one that stands in the answer line."""
        if self._is_new:
            self.asking.prompter.note(key_words.TAB_BEFORE_A_LINE)
        elif not self.is_between and self._put_changes():
            self.is_between, self.text, self.mark = True, "", ""

    def _put_between(self) -> bool:
        """Put the new line where it was begun; return whether it stands, or nothing was typed."""
        if self.text.strip() or self.mark:
            refused = self.sheet.insert(self.place, self.text, self.mark)
            if refused:
                self.asking.prompter.note(refused)
                return False
            self._keep()
            self.asking.presenter.numbered(self.sheet.in_words())
        self.is_between = False
        self._to_new()
        return True

    def _put_changes(self) -> bool:
        """Take what was typed in an earlier line with it; return whether it could be taken."""
        if self.text.strip():
            before = self.sheet.in_words()
            refused = self.sheet.put(self.place, self.text, self.mark)
            if refused:
                self.asking.prompter.note(refused)
                return False
            if before != self.sheet.in_words():
                self._keep()
                self._print_changes(before)
        return True

    def _take(self) -> None:
        before = self.sheet.in_words()
        refused = self.sheet.take(self.text, self.mark)
        if refused:
            self.asking.prompter.note(refused)
            return
        if isinstance(self.sheet, Talk) and self.sheet.needs_telling:
            self._tell(self.sheet)
        self._keep()
        self._print_changes(before)
        self._clear()

    def _tell(self, talk: Talk) -> None:
        """Ask once for the language and the translator of what is in another language."""
        try:
            language, translator = ask_language(self.asking)
        except Restart:  # back to the talk: neither is known
            language, translator = "", ""
        talk.tell(language, translator)
        self.asking.say(key_words.keyed_translated_as(language, translator))

    def _change(self) -> None:
        if not self.text.strip():
            self.sheet.remove(self.place)
            self.asking.prompter.note(key_words.TAKEN_OUT)
            self._keep()
        else:
            before = self.sheet.in_words()
            refused = self.sheet.put(self.place, self.text, self.mark)
            if refused:
                self.asking.prompter.note(refused)
                return
            self._keep()
            self._print_changes(before)
        self._to_new()

    def _go(self, place: int) -> None:
        """Bring another line into the answer line; what was typed in this one is taken with it."""
        if self.is_between:
            begun_at, count = self.place, self.sheet.count
            if not self._put_between():
                return
            if place >= begun_at:  # what stood behind it has moved on
                place += self.sheet.count - count
        if place < 0 or place > self.sheet.count:
            return
        if self._is_new:
            self.waiting = (self.text, self.mark)
        elif not self._put_changes():
            return
        if place == self.sheet.count:
            self._to_new()
        else:
            self.place = place
            self.text, self.mark = self.sheet.as_typed(place)

    def _to_new(self) -> None:
        self.place = self.sheet.count
        self.text, self.mark = self.waiting
        self.waiting = ("", "")

    def _clear(self) -> None:
        self.place = self.sheet.count
        self.text, self.mark = "", ""

    def _translate(self) -> None:
        """Ask for the language of a line and what it means in English."""
        talk = self.sheet
        assert isinstance(talk, Talk)
        if self.is_between:
            self.asking.prompter.note(key_words.ENTER_BEFORE_ENGLISH)
            return
        if self._is_new and self.text.strip() and self.mark:
            self._take()
        place = min(self.place, talk.count) - (1 if self._is_new else 0)
        if place < 0:
            self.asking.prompter.note(key_words.NO_LINE_TO_TRANSLATE)
            return
        before = talk.in_words()
        try:
            talk.lines[place] = translate(self.asking, talk.lines[place], talk.told)
        except Restart:  # back to the talk, with the line as it was
            return
        if talk.lines[place].translation:
            talk.told = (talk.lines[place].language, talk.lines[place].translator)
        talk.lines[place] = replace(talk.lines[place], goes_on_in_translation=False)
        self._keep()
        self._print_changes(before)

    def _print_changes(self, before: list[str]) -> None:
        """Print the lines that are new or different."""
        for place, line in enumerate(self.sheet.in_words()):
            was = before[place] if place < len(before) else None
            if line != was:
                said = line if was is None else f"{line} ({key_words.LINE_CHANGED})"
                self.asking.prompter.screen.keyed(str(place + 1), said, theme.KEY)
