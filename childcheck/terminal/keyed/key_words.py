"""What only keyed mode says: its footer, its notes, and what a key did.

Nothing here may hold more than the screen shows anyway: what a person typed is handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from childcheck.checklist.definitions import Basis
from childcheck.terminal.words import bare

KEYED_GREETING = (
    "childcheck: each answer is saved before the next question appears.",
    (
        "One key answers, or a line and Enter. ? tells why a question is asked, and its keys; "
        "while you write, Ctrl-G does. The screen is cleared when the child changes."
    ),
)
ANY_KEY = "Any key goes on"
NEXT_PIECE = "Enter shows more"
LIST_PIECE_HOW = "A number and Enter goes to that question; Esc stays."
WENT_BACK = "back"
PASSED = "passed"


def keyed_pass_on(names: Sequence[str]) -> str:
    """Return what Shift and the passing key pass in one go."""
    return f"_ passes this and: {'; '.join(bare(one) for one in names)}."


def passed_on(others: int) -> str:
    """Return what stands for an answer where several questions were passed."""
    return f"passed, with the {others} after it" if others > 1 else "passed, with the one after it"


KEPT = "kept"
KEYED_PAUSED = "Paused. Everything up to here is saved. r goes on, q stops."
PAUSE_LABEL = "r or q"
SUSPENDED = "Stopped by Ctrl-Z. What was answered is saved. fg goes on."
BLANKED = "The screen is blank. Any key, then your number, brings it back."
BLANK_LABEL = "Blank"
YOUR_NUMBER = "Your number"
NOT_YOUR_NUMBER = "That is not the number of the officer who writes this record."

# The footer: what may be pressed, the most needed first; it is cut at the end of the line.

FOOT_BACK = "Esc back"
FOOT_LEAVE, FOOT_LEAVE_TEXT = "u leave", "Ctrl-L leave"
FOOT_WHY, FOOT_WHY_TEXT = "? why", "Ctrl-G why"
FOOT_JUMP, FOOT_JUMP_TEXT = "j list", "Ctrl-O list"
FOOT_PAUSE, FOOT_PAUSE_TEXT = "q pause", "Ctrl-C pause"
FOOT_CHILD = "Ctrl-N new child"
FOOT_PASS = "- passes"
FOOT_MUST = "must be answered"
FOOT_ONE_KEY = "One key"
FOOT_KEYS = "Keys, then Enter"
FOOT_TYPE = "Type, then Enter"
FOOT_NEW_LINE = "Ctrl-J new line"
FOOT_TAB = "Tab changes it"
FOOT_END = "Ctrl-D ends"
FOOT_DONE = "Ctrl-D list complete"
FOOT_PICK_DONE = "d list complete"
FOOT_UP = "Up, or a number, changes a line"
FOOT_ENGLISH = "Ctrl-T in English"
FOOT_SPEAKERS = "o c i x * who spoke"
FOOT_NUMBER_CHANGES = "a number changes a row"
FOOT_ADD_ADULT = "a another adult"
FOOT_EVERYBODY = "* everybody, at once"
FOOT_KEEP_LINES = "Enter keeps, c changes a line, a adds, n writes anew"
FOOT_NESTED = ("One key", "Esc the question again")
FOOT_NEEDED_LINE = ("Type, then Enter", "Esc the question again", "Ctrl-J new line")
FOOT_WHO = "Who: the words"
FOOT_NAME = "Name, then Enter"
FOOT_DATE = "140326 or 14/3/2026"
FOOT_DATE_OR_OVERDUE = "140327 or 14/3/2027, or overdue 101126"
FOOT_DATE_OR_AGE = "140592 or 14/5/1992, or an age: 66"
FOOT_DATE_AGE_OR_LOOKS = "140319 or 14/3/2019, an age, or looks"
FOOT_TIME, FOOT_TIME_AHEAD = "2140, yesterday 2310, now", "2215 next, in 2 hours, tomorrow 0930"

# The same in full, on ? or Ctrl-G.

KEYS_HEADING = "Keys here:"
KEY_BACK = (
    "Esc, or b: the question before. Nothing is checked, and nothing is undone.",
    "Esc: the question before. Nothing is checked, and what you wrote is kept.",
)
KEY_LEAVE = (
    "u: leave this question, with a reason.",
    "Ctrl-L: leave this question, with a reason.",
)
KEY_WHY = (
    "?, or Ctrl-G: why this is asked, and these keys.",
    "Ctrl-G: why this is asked, and these keys.",
)
_LIST_KEYS = (
    "every question here and how it stands; a number goes to it. How far the other children are; "
    "w takes a child off the list, with a reason."
)
KEY_JUMP = (
    f"j, or Ctrl-O: {_LIST_KEYS}",
    f"Ctrl-O: {_LIST_KEYS}",
)
KEY_PAUSE = (
    "q, or Ctrl-C: pause. Everything that was answered is saved.",
    "Ctrl-C: pause. Everything that was answered is saved.",
)
KEYS_EVERYWHERE = (
    "Ctrl-N: a child came to light; puts the child on the list, from anywhere.",
    "Ctrl-R: the question again, in full.",
    "Ctrl-B: blank the screen. Any key, then your number, brings it back.",
    "Enter alone keeps an answer that stands; otherwise it records nothing.",
)
KEYED_TALK_HELP = (
    (
        "A talk is written line by line, in the words that were said. Begin a line with who spoke "
        "and a space: o officer, c child, i interpreter, x somebody else, * not in words (nods, "
        "points, draws, plays, stays silent). The letter turns into the word."
    ),
    (
        "+ and a space: the line before goes on. After a line without such a letter you are asked "
        "who spoke."
    ),
    (
        "t and a space: the English of the line before; t? when you are not sure of it. Ctrl-T "
        "asks language, English and translator in turn."
    ),
    (
        "Up goes to the line before, to change it, and a number and Enter to that line; empty it "
        "to take it out. Backspace at its beginning takes the speaker off. Tab there begins a new "
        "line before it."
    ),
    "Ctrl-D on an empty line ends the talk.",
)

# Notes above the answer line: why a key or a line was not taken.

ENTER_RECORDS_NOTHING = "Enter alone records nothing."
NOTHING_CHOSEN = "Nothing is chosen yet, so nothing is recorded."
PASTE_NOT_TAKEN = "A paste is no answer here. Nothing was taken."
SEVERAL_NOT_TAKEN = "Several keys came at once. Nothing was taken: press one."
EARLY_NOT_TAKEN = "Those keys came all at once, as a paste does. Press Enter if they are right."
LINES_NOT_TAKEN = "That was several lines, and one is wanted here. Nothing was taken."
CONTROLS_LEFT_OUT = "Control characters in the paste were left out."
CTRL_D_ENDS = "Ctrl-D on an empty line ends the text."
PASS_NOTHING = "- passes only a question that is optional; u leaves this one, with a reason."
NO_LIST_HERE = "There is no list here."
KEYED_ENTER_IS_NOT_DONE = "Enter alone records nothing. Ctrl-D says that the list is complete."
PICK_ENTER_IS_NOT_DONE = "Enter alone records nothing. d says that the list is complete."
TAKEN_OUT = "That line is taken out."
LINE_CHANGED = "changed"
TAB_BEFORE_A_LINE = "Tab begins a new line before an earlier one: go up to that first."
ENTER_BEFORE_ENGLISH = "Enter puts the new line in first; then go up to it for the English."
NO_LINE_TO_TRANSLATE = "There is no line yet to put into English."


def no_such_key(keys: Sequence[str]) -> str:
    """Say which keys answer."""
    if not keys:
        return "That key does nothing here."
    if len(keys) > 2 and list(keys) == [str(one) for one in range(1, len(keys) + 1)]:
        return f"That key answers nothing here. Press one of 1 to {len(keys)}."
    return f"That key answers nothing here. Press one of {' '.join(keys)}."


def ends_alone(keys: Sequence[str]) -> str:
    """Say which keys are a whole answer by themselves."""
    return f"{' '.join(keys)} alone at once"


def cannot_both(first: str, second: str) -> str:
    """Say that two choices exclude each other."""
    return f"These two cannot both hold: {first}; {second}. Press the key of one to take it out."


def chosen(label: str, keys: Sequence[str]) -> str:
    """Return the label of a prompt with what is chosen so far."""
    return f"{label} ({', '.join(keys)})" if keys else label


def taken(label: str, what: str) -> str:
    """Say what was taken."""
    return f"{label}: {what}"


FOOT_REASON = ("One key", "Esc the question again", "+ first to add a line")
REASON_WITH_LINE = "Reason, with a line"
LINE_BESIDE_REASON = "What should stand beside the reason?"
KEYED_LEAVE_HOW = "Leave it unanswered. Which reason?"
KEYED_LIST_HOW = "Type a number and Enter to go to that question; Enter alone, or Esc, to stay."
LIST_NEXT = "n: the first question that is still open."
LIST_OF_INCIDENT = "i: the incident's own questions."
KEYED_WHICH_CHILD_OFF = "Which child is taken off the list? The number and Enter; Esc for nobody."
LIST_WITHDRAW = "w: take a child off the list, with a reason."
LIST_OF_ENQUIRIES = "e: all enquiries as a table; a key changes a row."
LIST_TO_DOOR = "d: the family is leaving; what stands for all children, and the door closes."
LIST_STATES = {
    "answered": "answered",
    "not_reached": "still to be asked",
    "did_not_want": "left, did not want to say",
    "not_known": "left, not known",
    "not_asked": "left, not asked",
    "does_not_apply": "left, does not apply",
}
YOU_ARE_HERE = "you are here"
KEYED_CHILD_NAME_ASK = "What is the child called? A description will do. Esc for no child."

# What an answer rests on, by keys.

BASES_IN_SHORT: Mapping[Basis, str] = {
    Basis.SEEN: "seen by you or an officer with you",
    Basis.CHILD_SAID: "the child said",
    Basis.ADULT_SAID: "an adult said",
    Basis.SIBLING_SAID: "a brother or sister said",
    Basis.RECORD: "a record",
    Basis.PROFESSIONAL: "another professional",
}
PLUS_FOR_SEVERAL = "One key; + first where several hold, then Enter."
KEYED_BASIS_ASK = f"What does it rest on? {PLUS_FOR_SEVERAL}"
SAME_AS_BEFORE = "the same as before"
MORE_ADULTS = (
    "Which adult said it? Type one or more numbers, then Enter; Enter alone for nobody here."
)

# People, by keys.

KEYED_PERSON_ASK = "r puts the name right, w takes the person off the list, Esc leaves it."
PERSON_LABEL = "r, w or Esc"
KEYED_OFFER_HOW = (
    "Type the name. - when there is nobody, and then why. Enter alone leaves it, Esc back."
)
KEYED_OF_AGE_HOW = "Enter alone leaves it for now, Esc back."
CHANGE_NAME = "The name stands in the line: change it, then Enter."

# Writing, by keys.

ENGLISH, ENGLISH_UNSURE, MORE = "English", "English, not sure", "Goes on"
SURE_ASK = "Are you sure of the English? y sure, n not sure"
SURE_LABEL = "Sure"
LANGUAGE_OF_LINE = "Which language was that in? Leave the line empty when it is not known."
ENGLISH_OF_LINE = "What does it mean in English? Leave the line empty when there is no translation."
TRANSLATOR_OF_LINE = "Who put it into English? Leave the line empty when that is not known."
NOTHING_WRITTEN_KEYED = "There is no line yet, so nothing is recorded."


def line_label(number: int, count: int, who: str = "") -> str:
    """Return the label of one line of a text: its number, and who speaks."""
    place = f"Line {number}" if number > count else f"Line {number} of {count}"
    return f"{place}, {who}" if who else place


def line_between(number: int, who: str = "") -> str:
    """Return the label of a line that is written between two others."""
    return f"New line {number}, {who}" if who else f"New line {number}"


def keyed_translated_as(language: str, translator: str) -> str:
    """Say what the next translations are taken to be."""
    told = f"{language or 'language not known'}, {translator or 'translator not known'}"
    return f"The same is kept for the next t lines: {told}. Ctrl-T changes it."


# The review, by keys.

KEYED_REVIEW_HOW = "A number and Enter changes that line. f finish, k keep unfinished, Esc back."
KEYED_REVIEW_OPEN_HOW = (
    "A number and Enter goes to that line. n the first that is open, k keep unfinished for now, "
    "Esc back."
)
KEYED_FINISH_HOW = "f finish, k keep unfinished. A number and Enter changes that line."
KEYED_KEEP_HOW = (
    "k keep unfinished for now, n the first that is open. A number and Enter goes to that line."
)
KEYED_CHANGED = "Changed; Ctrl-R shows the whole review:"
KEYED_NOTHING_CHANGED = "Nothing was changed. Ctrl-R shows the whole review."
TYPE_NUMBER = "Type the number of a line, then Enter."
