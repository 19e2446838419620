"""Every word that the terminal says by itself, in one place, to be read and reviewed.

What a checklist says, and what a person wrote, comes from elsewhere. Sentences
are short, because they are read at two in the morning, and by screen readers:
no drawing, no abbreviation, and what must be done stands in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from childcheck.checklist.definitions import AnswerType, Basis
from childcheck.walk.contact import NOT_BORN, NOT_THIS_AGE, Contact

# ------------------------------------------------------------------ the beginning

GREETING = (
    "childcheck, plain mode: you type a number or a few words, then Enter.",
    "This mode does not clear the screen: what you type stays above until you close the window.",
    "Each answer is saved before the next question appears. For what you can type: :help, Enter.",
)

# ------------------------------------------------------------------ around a question

ENTER_KEEPS = "Enter keeps it."
SO_FAR = "So far: "
KNOWN = "Known already: "
BY_CLOCK = "By this computer's clock: "
WAS_SET_ASIDE = "This applies again. Before it was set aside: "
ASKED_AGAIN = "Asked again, because of another answer. So far: "
CORRECTION = "The check was finished: a change is a correction, and needs a reason."
MUST_BE_ANSWERED = "This one must be answered."
MINUS_PASSES = "Optional: - passes it."


def pass_on(names: Sequence[str]) -> str:
    """Return what two minuses pass in one go."""
    return f"-- passes it and: {'; '.join(bare(one) for one in names)}."


def bare(name: str) -> str:
    """Return the name of a question without the mark that ends it."""
    return name.rstrip(".?:")


NO_WAY_BACK = "This is the first question: there is none before it."
NOTHING_TYPED = "Nothing was typed, so nothing is recorded."
BACK_TO_QUESTION = "Nothing of that is recorded. The question again:"
REMINDER = "REMINDER: "
BEAR_IN_MIND = "Bear in mind: "
SAY_TO_CHILD = "To be said to the child."
ON_THE_LIST = "On the list so far:"
NOBODY_YET = "Nobody is on the list yet."
WHY_HEADING = "Why this is asked: "
NO_WHY = "The checklist gives no reason for this question."
YES, NO = "Yes", "No"


def section(title: str) -> str:
    """Announce a section."""
    return f"Section: {title}"


def source(sources: Sequence[str]) -> str:
    """Name where a question comes from."""
    return f"Source: {'; '.join(sources)}."


def status(text: str) -> str:
    """Return the status line with commas, which are read aloud as a pause."""
    return text.replace(" · ", ", ")


def understood(what: str) -> str:
    """Echo what was understood."""
    return f"Understood: {what}."


# What may be typed, by type of answer. The line ends with the words that work everywhere.

MAY_TYPE = {
    AnswerType.CHOICE: "Type one number.",
    AnswerType.CHOICES: "Type one or more numbers, such as 1,3.",
    AnswerType.YES_NO: "Type y or n.",
    AnswerType.PERSONS: "Type one or more numbers, such as 1,3, or all.",
    AnswerType.TEXT: "Type it, then Enter; :more for several lines.",
    AnswerType.ADDRESS: "Type it, then Enter; :more for several lines.",
    AnswerType.NUMBER: "Type a number.",
    AnswerType.LINES: "One line for each; a line with only a full stop ends.",
    AnswerType.TRANSCRIPT: (
        "Begin each line with who spoke: o officer, c child, i interpreter, x somebody else, "
        "* not in words; then a space and the words. + goes on with the line before; t gives its "
        "English. :undo takes the last line out, :change 2 mends one. A line with only a full "
        "stop ends."
    ),
    AnswerType.DATE: "Type a date, such as 140326 or 14/3/2026.",
    AnswerType.TIME: "Type a time, such as 2140, yesterday 2310 or now.",
    AnswerType.PEOPLE: "Type a name to add one, or done when the list is complete.",
    AnswerType.ROLL: "Type a name to add one, or done when the list is complete.",
}
YES_OR_NO_OR_NUMBER = "Type y or n, or the number."
LINES_WITH_SPEAKER = (
    "Each line: who said it, a colon, the words. A line with only a full stop ends."
)
DATE_OR_OVERDUE = "Type a date, such as 140327 or 14/3/2027, or overdue 101126."
DATE_OR_AGE = "Type a date, such as 140592 or 14/5/1992, or an age, such as 66."
DATE_AGE_OR_LOOKS = (
    "Type a date, such as 140319 or 14/3/2019, or an age, such as 4 or 7 months; "
    "or looks, to choose an age group by eye."
)
TIME_AHEAD = "Type a time ahead: 2215 is the next 22:15; or in 2 hours, or tomorrow 0930."
PICK_OR_NAME = "Type the number of somebody listed, a new name, or done."
NUMBER_CHANGES = "A number puts that name right or takes it off."
LISTED_ADULTS = "Adults already named:"
IS_PICKED = "on this list"


def none_choice(label: str) -> str:
    """Say how the empty answer of a list, or of a text, is given."""
    return f"0 for: {label}."


def at_once(keys: Sequence[str]) -> str:
    """Say how all that stands in one line is answered at once."""
    return f"{' or '.join(keys)} alone for all that stands beside it."


def also(commands: Sequence[str]) -> str:
    """Return the end of the line that says what may be typed."""
    return f"Also {', '.join(f':{one}' for one in commands)}."


# The labels of the prompts: the last thing before what is typed.

ANSWER = "Answer"
NAME = "Name"
LINE = "Line"
WHY = "Why"
BASIS = "Rests on"
WHICH = "Which"
REASON = "Reason"
WHAT_NOW = "What now"


def prompt(label: str) -> str:
    """Return a prompt."""
    return f"{label}: "


# ------------------------------------------------------------------ reading

TOO_LONG = (
    "That line is too long for this terminal, which cuts lines at 4,095 characters. Nothing of it "
    "was taken. Give it in several lines: type :more, then shorter lines, then a full stop on a "
    "line of its own. Or write the incident in a file, and use:\n"
    "childcheck start --from FILE"
)
STRANGE_KEYS = (
    "That line held keys that are no text, such as an arrow key. Nothing of it was taken. Type it "
    "again: Backspace rubs out the last letter, Ctrl-U the whole line."
)
UNDECODABLE = (
    "That line held something that is no text in this terminal's character set. Nothing of it was "
    "taken. Type it again; for other alphabets the terminal must be set to UTF-8."
)
SEVERAL_LINES = (
    "That was several lines, and one is wanted here. Nothing was recorded, and all of them were "
    "thrown away. Type one line."
)
REST_NOT_TAKEN = "The lines after it were not taken."
MORE_PAGES = "More"
PAGES_HOW = "Enter goes on. A number, or a word with a colon, works at once."
PAGES_HOW_WITHOUT_NUMBERS = "Enter goes on. A word with a colon works at once."
COLON_HINT = "To begin an answer with a colon, type the colon twice."


def unknown_command(typed: str, known: Sequence[str]) -> str:
    """Say which words with a colon there are."""
    return (
        f"There is no {typed} here. You may type {', '.join(f':{one}' for one in known)}. "
        f"{COLON_HINT}"
    )


def ambiguous_command(typed: str, fitting: Sequence[str]) -> str:
    """Say which words with a colon could be meant."""
    return f"{typed} could be {' or '.join(f':{one}' for one in fitting)}. Type more of it."


# ------------------------------------------------------------------ pausing

PAUSED = "Paused. Everything up to here is saved. Type r to go on, q to stop."
GO_ON, STOP = "r", "q"


def paused_with_lines(count: int) -> str:
    """Say that a half-written text is not saved yet."""
    lines = "the line" if count == 1 else f"the {count} lines"
    return (
        f"Paused. Everything up to here is saved, but not {lines} you are writing. Type r to go "
        "on, and end the text with a full stop to save it; q to stop without it."
    )


def lines_lost(count: int) -> str:
    """Ask before a half-written text is given up."""
    lines = "The line" if count == 1 else f"The {count} lines"
    return f"{lines} you are writing will not be saved. Type r to go on writing, q to stop without."


R_OR_Q = "Type r to go on, or q to stop."

# ------------------------------------------------------------------ help

COMMANDS: Mapping[str, str] = {
    "back": "the question before. Nothing is checked, and nothing is undone.",
    "pause": "stop for now. Everything that was answered is saved.",
    "leave": "leave this question, with a reason. :leave 3 takes reason 3 at once.",
    "why": "why this is asked, and where the question comes from.",
    "help": "this list. A question mark alone does it too.",
    "again": "the question again, in full.",
    "next": "the first question that is still open.",
    "list": "every question here and what stands, and how far the other children are; a number "
    "goes to a question.",
    "child": "a child came to light: puts the child on the list, from anywhere.",
    "withdraw": "take a child off the list, from anywhere: :withdraw 2. At a list, somebody on it.",
    "enquiries": "all enquiries as a table; a number changes a row.",
    "door": "the family is leaving: what stands for all children, and the door closes.",
    "more": "several lines: a line with only a full stop ends. Adds to what stands.",
    "show": "the lines so far.",
    "undo": "take out the last line.",
    "change": "write one line anew: :change 2. In a talk the number alone does it too.",
    "remove": "take one line out: :remove 2.",
    "insert": "a new line before another: :insert 2.",
    "speaker": "who spoke a line: :speaker 2 c.",
    "language": "the language of the last line, and who put it into English; :language 2.",
    "rename": "put a name right: :rename 2.",
    "done": "the list is complete.",
    "finish": "call it finished.",
    "keep": "leave it unfinished for now.",
}
COMMANDS_HEADING = (
    "These words begin with a colon and can be typed here instead of an answer. "
    "As many of their first letters are enough as fit only one of them:"
)
HELP_END = (
    "Enter alone keeps an answer that stands; otherwise it records nothing. Ctrl-C pauses. "
    f"{COLON_HINT}"
)
TALK_HELP = (
    "A talk is written line by line, in the words that were said:",
    "o What happened?  (o and a space: you said it)",
    "c He pushed her.  (c: the child said it)",
    "* points at the door  (*: not in words: nods, points, draws, plays, stays silent)",
    "i and x: the interpreter, and somebody else.",
    "t He pushed her.  (t: the English of the line before; t? when you are not sure of it)",
    "+ and then he left  (+: goes on with the line before)",
    "A line without such a letter is nobody's yet: you are asked who spoke.",
    "The words are kept exactly as you type them. A line with only a full stop ends the talk.",
)


def command(name: str) -> str:
    """Explain one word with a colon."""
    return f":{name}  {COMMANDS[name]}"


# ------------------------------------------------------------------ leaving a question

LEAVE_HOW = "Leave it unanswered. Which reason? Type its number, or :back."
CANNOT_BE_LEFT = "This question has no way to be left: it must be answered."
ONLY_OPTIONAL_PASSES = "- passes only a question that is optional. To leave this one type :leave."


def no_such_reason(numbers: Sequence[str]) -> str:
    """Say which reasons there are."""
    return f"That is no reason that is allowed here. Type a number: {', '.join(numbers)}."


LINE_NEEDED = "A line is needed here. Type it, or :back."
ENTER_PASSES = "Enter passes it."

# ------------------------------------------------------------------ choices

ALL = "all"


NEITHER_YES_NOR_NO = "That is neither yes nor no. Type y or n."


def no_such_number(count: int) -> str:
    """Say which numbers there are."""
    if count == 1:
        return "There is no such number. The only one is 1."
    return f"There is no such number. Type a number from 1 to {count}."


def no_such_choice(count: int) -> str:
    """Say how to choose."""
    return f"That is none of the choices. Type a number from 1 to {count}, or how one begins."


def several_fit(numbers: Sequence[int]) -> str:
    """Say which choices could be meant."""
    fitting = ", ".join(map(str, numbers[:-1]))
    return f"That could be {fitting} or {numbers[-1]}. Type the number."


def both(first: str, second: str) -> str:
    """Say that two choices exclude each other."""
    return f"These two cannot both hold: {first}; {second}. Type the numbers again."


# ------------------------------------------------------------------ what an answer rests on

BASIS_ASK = "What does it rest on? Type one or more numbers."
BASES: Mapping[Basis, str] = {
    Basis.SEEN: "I, or an officer with me, saw it",
    Basis.CHILD_SAID: "The child said it",
    Basis.ADULT_SAID: "An adult said it",
    Basis.SIBLING_SAID: "A brother or sister said it",
    Basis.RECORD: "A record says it",
    Basis.PROFESSIONAL: "Another professional said it",
}
WHICH_ADULTS = "Which adult said it? Type one or more numbers; 0 when it is nobody on the list."
SAME = "="


def basis_of(label: str) -> str:
    """Ask for the basis of one choice taken."""
    return f"{label}: what does it rest on?"


def basis_as_before(bases: str) -> str:
    """Offer the basis of the choice before."""
    return f"= for the same as before: {bases}."


# ------------------------------------------------------------------ writing

FULL_STOP_IS_NO_ANSWER = "A full stop alone is no answer. Type the words, then Enter."
WRITE_LINES = "Write it; a line with only a full stop ends it."
NOTHING_WRITTEN = "There is no line yet. Write one, or type :back or :leave."
DRAFT_KEPT = "You had begun to write this. It goes on from there:"
WHO_SAID_IT = "Say who said it: the name, a colon, then the words."
NOTHING_WHY = "Why?"
STANDING_LINES = (
    "Enter keeps it. A number changes that line, a adds, inserts or removes lines, n writes it "
    "anew."
)
ADD_OR_NEW = (
    "Type the number of a line to change it, a to add, insert or remove lines, n to write it all "
    "anew, or Enter to keep it."
)
CHANGE, ADD, ANEW = "c", "a", "n"
FIRST_MARK_NEEDED = (
    "Say first who spoke: o officer, c child, i interpreter, x somebody else, * not in words; "
    "then a space and the words."
)
NO_WORDS_AFTER_MARK = "The words are missing. Type the letter, a space and the words."
NOTHING_TO_TRANSLATE = "There is no line yet that this could be the English of."
NO_LINE_YET = "There is no line yet."
CHANGE_LINE = "Type the line anew. Enter keeps it as it is."
CHANGE_SAYING = "Type who said it, a colon and the words. Enter keeps the line as it is."
ONE_LINE_OF_TALK = "That would be several lines. Type one, or :back; :insert adds lines."
PASTED_TALK = "The paste stands so. Lines without a letter went on with the one before:"
WHO_SPOKE = "Who spoke"
WHO_SPOKE_AGAIN = "Type one of these letters alone, or :back to give those words up."
WORDS_DROPPED = "Those words were not taken."
LANGUAGE_ASK = "Which language was that in? Enter when it is not known."
TRANSLATOR_ASK = "Who put it into English? Enter when that is not known."
LANGUAGE, TRANSLATOR = "Language", "Who"
SPEAKERS_ASK = "o officer, c child, i interpreter, x somebody else, * not in words"
COUNTED = {
    "officer": ("officer",) * 2,
    "child": ("child",) * 2,
    "interpreter": ("interpreter",) * 2,
    "other": ("somebody else",) * 2,
    "not_in_words": ("not in words",) * 2,
}


def lines_taken(count: int) -> str:
    """Say that a paste was taken whole."""
    return f"{count} lines were taken as one answer."


def line_count(count: int) -> str:
    """Say how many lines were taken."""
    return "1 line" if count == 1 else f"{count} lines"


def no_such_line(count: int) -> str:
    """Say which lines there are."""
    return f"There is no such line. Lines 1 to {count} stand." if count else NO_LINE_YET


def taken_out(line: str) -> str:
    """Say which line is taken out."""
    return f"Taken out: {line}"


def insert_how(number: int) -> str:
    """Ask for the line that comes before another."""
    return f"Type the line that comes before line {number}. Enter inserts nothing."


def who_spoke(count: int, speaker: str, *, is_english: bool) -> str:
    """Ask who spoke words that were typed without a letter.

    Args:
        count: how many lines stand.
        speaker: who spoke the last of them.
        is_english: what was typed last is what that line means in English.
    """
    asked = f"Who spoke? {SPEAKERS_ASK}"
    if not count:
        return f"{asked}."
    line = f"the English of line {count}" if is_english else f"line {count}"
    return f"{asked}; + to go on with {line} ({COUNTED[speaker][0]})."


def first_interpreter(said: str, number: int) -> str:
    """Say how a line was understood that may have begun with a word instead of a letter."""
    return (
        f"Understood: the interpreter said: {said}. If i was a word, mend it with :change {number}."
    )


def change_line_of_talk(speaker: str, *, is_translated: bool) -> str:
    """Say how a line of a talk is written anew."""
    english = " Its English stays; t and a space change that." if is_translated else ""
    return (
        f"Type the words anew; they stay with: {COUNTED[speaker][0]}. A letter and a space first "
        f"change who spoke.{english} Enter keeps the line as it is."
    )


def talk_taken(speakers: Sequence[str]) -> str:
    """Say how a talk was understood: how many lines each spoke."""
    counts = {one: speakers.count(one) for one in COUNTED if one in speakers}
    told = ", ".join(f"{COUNTED[one][0]} {count}" for one, count in counts.items())
    return f"{line_count(len(speakers))} taken: {told}."


def translated_as(language: str, translator: str) -> str:
    """Say what the next translations are taken to be."""
    told = f"{language or 'language not known'}, {translator or 'translator not known'}"
    return f"The same is kept for the next t lines: {told}. :language changes it."


def capital_mark(mark: str) -> str:
    """Ask what a capital letter at the beginning means."""
    return (
        f"That line begins with a capital {mark}. Type a small {mark.lower()} to say who spoke, or "
        "begin with + and a space when the line before goes on. The line was not taken."
    )


# ------------------------------------------------------------------ dates and times

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NOT_A_NUMBER = "That is not a whole number. Type it in digits."
NOT_A_DATE = (
    "That is not a date. Type it as 140319 or 14/3/2019, day first, or 14 March 2019, or "
    "2019-03-14."
)
NOT_A_DATE_OR_AGE = (
    "That is neither a date nor an age. Type a date as 140319 or 14/3/2019, day first, or an age "
    "as 4, or 7 months. A year alone is not enough."
)
NO_AGE_HERE = "An age cannot stand here. Type a date, as 140319 or 14/3/2019, day first."
NO_SUCH_DAY = "There is no such day. The day comes first: 140319 or 14/3/2019."
FOUR_DIGIT_YEAR = (
    "That year could be of either century. Write it with four digits, as 14031992 or 14/3/1992."
)
NOT_AN_AGE = "That is no age in years. Type whole years, or months for a baby."
NOT_A_TIME = (
    "That is not a time. Type it as 21:40, or yesterday 23:10, or 25/10/2026 01:30, or now."
)
NOT_A_TIME_AHEAD = (
    "That is not a time. Type it as 2215 for the next 22:15, or in 2 hours, or tomorrow 0930."
)
NO_SUCH_TIME = "There is no such time of day. Type it as 21:40."
OFFSET_NEEDS_DAY = "With an offset from UTC the day is needed: 2026-10-25 01:30 +01:00."
CLOCKS_WENT_FORWARD = (
    "That time did not exist that night: the clocks went forward over it. Type the time that the "
    "clocks showed."
)
CLOCKS_WENT_BACK = "The clocks went back that night, and showed this time twice. Which was it?"
BY_EYE_ASK = "Which age group, judged by eye? Type its number."


def day(on: date) -> str:
    """Return a date in words; the month never follows the machine's language."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def overdue(on: date) -> str:
    """Return an overdue date in words."""
    return f"due on {day(on)}, and overdue"


def years_old(years: int) -> str:
    """Return an age in words."""
    return "under 1 year old" if years == 0 else f"{about_years(years)[6:]} old"


def about_years(years: int) -> str:
    """Return an estimated age in words."""
    return f"about {years} year{'' if years == 1 else 's'}"


def about_months(months: int) -> str:
    """Return an estimated age in words."""
    return f"about {months} month{'' if months == 1 else 's'}"


def by_eye(band: str) -> str:
    """Return an age group judged by eye in words."""
    return f"judged by eye, {band.replace('_', '-')}"


def band(name: str, at_least: int, under: int) -> str:
    """Return an age group as a choice."""
    years = f"under {under}" if at_least == 0 else f"{at_least} to {under - 1}"
    return f"{name.replace('_', '-')} ({years})"


def not_a_band(bands: Sequence[str]) -> str:
    """Say which age groups there are."""
    return f"The age groups are {', '.join(one.replace('_', '-') for one in bands)}."


def moment(at: datetime, today: date) -> str:
    """Return a moment in words, with its day and, when it is near, how near."""
    away = (at.date() - today).days
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}.get(away)
    told = f"{at:%H:%M} on {day(at.date())}"
    return f"{told}, {near}" if near else told


def already_past(told: str) -> str:
    """Add that a moment is past where one ahead is asked for."""
    return f"{told}, which is past"


def still_ahead(told: str) -> str:
    """Add that a moment lies ahead where one in the past is asked for."""
    return f"{told}, which is still to come"


def clocks_choice(at: datetime, *, is_first: bool) -> str:
    """Return one of the two times at which the clocks showed the same."""
    zone = at.tzname() or ""
    if is_first:
        return f"the first time, before the clocks went back ({zone})"
    return f"the second time, after the clocks went back ({zone})"


# ------------------------------------------------------------------ people

DONE = "done"
CHILD_NAME_ASK = "What is the child called? A description will do. Type :back for no child."
NEW_NAME_ASK = "What is the right name?"
WITHDRAW_WHY = "Why is this person taken off the list? The line and the reason stay in the record."
PERSON_ASK = "r to put the name right, w to take the person off the list, Enter to leave it."
RENAME, WITHDRAW = "r", "w"
NUMBER_NEEDED = "Say which: the number of the line."
NOBODY_LISTED = "Nobody is listed."
NOT_ON_LIST = "That person is not on this list."
ENTER_IS_NOT_DONE = "Enter alone records nothing. Type a name, or done when the list is complete."


def person_chosen(name: str) -> str:
    """Ask what is wrong with a person on a list."""
    return f"{name}: {PERSON_ASK}"


THE_CHILDREN = "The children:"
OTHER_CHILDREN = "The other children:"
WHICH_CHILD_OFF = "Which child is taken off the list? Type the number, or :back for nobody."


def other_child(number: int, name: str, state: str, open_count: int) -> str:
    """Say how far a child is who is not in hand."""
    how_far = STATES.get(state, state)
    if state in ("not_started", "unfinished"):
        questions = f"{open_count} question{'' if open_count == 1 else 's'} still to be asked"
        how_far = f"{how_far}, {questions if open_count else 'no question still to be asked'}"
    return f"Child {number}, {name}: {how_far}"


def no_child_numbered(numbers: Sequence[int]) -> str:
    """Say which numbers there are."""
    return f"Type the number of a child on the list: {', '.join(map(str, numbers))}."


def why_off_roll(name: str, number: int) -> str:
    """Ask why a child is taken off the roll."""
    return f"Child {number}, {name}. {WITHDRAW_WHY}"


def on_roll(name: str, number: int) -> str:
    """Say that a child came onto the roll."""
    return f"{name} is on the list, as child {number}. The questions about this child will come."


def off_roll(name: str, number: int) -> str:
    """Say that a child is off the roll."""
    return f"Child {number}, {name}, is off the list. What was recorded stays in the record."


def offer_child(question: str) -> str:
    """Offer to put a child on the roll."""
    return f"{_because(question)}Is there a child to put on the list?"


def offer_adult(question: str) -> str:
    """Offer to put an adult on the list."""
    return f"{_because(question)}Is there an adult to put on the list?"


def _because(question: str) -> str:
    return f"After your answer to: {question} " if question else ""


OFFER_HOW = (
    "Type the name. Nobody to add? Type - and then say why. Enter leaves it for now. Also :back, "
    ":help."
)
OFFER_ADULTS = "Somebody who is on the list already? Type the number:"
DECLINE_WHY = "Why is there nobody to add?"


def of_age(name: str) -> str:
    """Say that somebody on the roll is 18 or over."""
    return f"{name} is 18 or over, and stands on the list of children."


OF_AGE_CHOICES = (
    ("adult", "List as an adult, and take off the list of children"),
    ("keep", "Keep on the list of children, with a reason"),
)
OF_AGE_HOW = "Type 1 or 2. Enter leaves it for now. Also :back, :help."
KEEP_WHY = "Why does this person stay on the list of children?"

# ------------------------------------------------------------------ corrections

CORRECTED_WHY = "Why is it corrected? What stood before stays in the record."

# ------------------------------------------------------------------ review and end

NOT_REACHED = "(not reached)"
REVIEW_HOW = "Type a number to change that line, f to finish, k to keep it unfinished."
REVIEW_OPEN_HOW = "Type a number to go to that line, or k to keep it unfinished for now."
CANNOT_FINISH = "It cannot be called finished yet: something is still to be asked."
CHANGED = "Changed; :again shows the whole review:"
NOTHING_CHANGED = "Nothing was changed. :again shows the whole review."
NO_LONGER_APPLIES = "No longer applies; kept, and not part of the record as it stands:"
OWED = "Owed:"
LEFT_WITH_REASON = "Left with a reason:"
STILL_TO_ASK = "Still to be asked:"
FINISH, KEEP = ("f", "finish"), ("k", "keep")
LIST_HOW = "Type a number to go to that question, or Enter to stay."
NO_BACK_HERE = "There is no question before this. Type the number of a line to go to it."
NOTHING_OPEN = "No question is still open."
DUE_RULES = {  # when no moment can be worked out; each stands as it is behind "Held by …"
    "now": "at once",
    "before_leaving": "before you leave",
    "end_of_duty": "by the end of the duty",
    "next_school_day": "by the next school day",
}
GAP = "a gap"
CORRECTED = "corrected"
STATES = {
    "not_started": "not started",
    "unfinished": "unfinished",
    "finished": "finished",
    "finished_with_gaps": "finished with gaps",
    "withdrawn": "withdrawn",
}


def review_heading(title: str) -> str:
    """Announce the review of a child."""
    return f"Review: {title}"


def open_count(count: int) -> str:
    """Say how many questions are still to be asked."""
    return f"{count} question{'' if count == 1 else 's'} still to be asked."


def gap_count(count: int) -> str:
    """Say how many questions were left with a reason."""
    return f"{count} question{'' if count == 1 else 's'} left with a reason."


def owed(what: str, holder: str, due: str) -> str:
    """Return one follow-up in words."""
    when = due if due in DUE_RULES.values() else f"by {due}"
    return f"{what}. Held by {holder}{f', {when}' if due else ''}."


def child_line(name: str, state: str, contact: Contact) -> str:
    """Return how one child's check stands."""
    if state == "withdrawn":
        return f"{name}: withdrawn"
    return f"{name}: {', '.join((STATES.get(state, state), *_contact(contact)))}"


def _contact(contact: Contact) -> tuple[str, ...]:
    if contact.seen == NOT_BORN:
        return ("not born yet",)
    seen = "seen" if contact.seen == "yes" else "NOT SEEN"
    if contact.talked == NOT_THIS_AGE:
        how = f"{seen} ({contact.seen_how})" if contact.seen_how else seen
        return (how, "not asked to talk at this age")
    if contact.talked != "yes":
        return (seen, "NOT SPOKEN TO")
    return (seen, "spoken to alone" if contact.alone == "yes" else "spoken to")


def summary_heading(number: str) -> str:
    """Announce the summary of an incident."""
    return f"Incident {number}, as a whole"


FINISH_HOW = "Type f to finish, k to keep it unfinished, or a number to change that line."
KEEP_HOW = "Type k to keep it unfinished, or a number to go to that line."

# ------------------------------------------------------------------ enquiries

ENQUIRIES = "Enquiries:"
ENQUIRIES_AGAIN = ":enquiries shows this table again, from any question."
KEYED_ENQUIRIES_AGAIN = "j and e show this table again, from any question."
ENQUIRIES_HOW = "Type a number to change that row, or Enter alone to stay."
KEYED_ENQUIRIES_HOW = "A key changes that row, Esc the question again."
NOT_BEGUN = "still to be done"


def enquiry(ask: str, told: str) -> str:
    """Return one row of the table of enquiries: how it stands comes first."""
    return f"{told or NOT_BEGUN}. {ask}"


def enquiries_open(numbers: Sequence[str]) -> str:
    """Name the enquiries that are still to be done."""
    if not numbers:
        return "None is open."
    return f"Open: {', '.join(numbers)}."


# ------------------------------------------------------------------ before the door closes

AT_DOOR = "Before the door closes"
AMISS = "Put right now what you can; at the desk it is too late:"
NOT_ASKED_YET = "Not asked yet:"
STANDS = "As it stands:"
OWED_AT_DOOR = "Owed:"
CLOSE_DOOR = ("d", "close", "close the door")
DOOR_HOW = "Type d when the door closes. A number puts that line right."
DOOR_OPEN_HOW = (
    "Type d when the door closes: what is not asked yet then waits for the desk. A number asks or "
    "puts right that line, :next asks what is open."
)
FOOT_CLOSE_DOOR = "d the door closes"
FOOT_ASK_OPEN = "n asks what is open"
FOOT_PUT_RIGHT = "a key puts that line right"
DOOR_PAGE = "+ next page"
DOOR_CLOSED = "The door is closed."
ENTER_IS_NOT_DOOR = "Enter alone does nothing here."


def waiting(count: int) -> str:
    """Say how many questions at the door have no line on the leaving screen."""
    questions = "question" if count == 1 else "questions"
    return f"{count} more {questions} at the door not asked yet. They stay open for the desk."


# ------------------------------------------------------------------ faults

NOT_TAKEN = "Not taken: "


def fault(what: str, remedy: str) -> str:
    """Say why a reply does not fit, and what to do."""
    return f"{NOT_TAKEN}{what} {remedy}".strip()


# ------------------------------------------------------------------ practice

PRACTICE = "PRACTICE. Nothing here is a record. The family is invented."
PRACTICE_TELLS = "PRACTICE: "  # last above what may be pressed, where nothing scrolls it away
_ENTER = " Enter"


def practice_by_keys(tells: str, typed: Sequence[str]) -> str:
    """Say what happens, and what to press: each prompt's keys, a text with its Enter."""
    parts = [
        f"type and press Enter: {one.removesuffix(_ENTER)}"
        if one.endswith(_ENTER)
        else f"press {one}"
        for one in typed
    ]
    return _practice(tells, parts)


def practice_by_lines(tells: str, typed: Sequence[str]) -> str:
    """Say what happens, and what to type: a line for each prompt; Enter stands for itself."""
    parts = [
        "press Enter alone" if one == _ENTER.strip() else f"type and press Enter: {one}"
        for one in typed
    ]
    return _practice(tells, parts)


def _practice(tells: str, parts: Sequence[str]) -> str:
    if len(parts) == 1:
        return f"{tells}\nNow {parts[0]}"
    said = [f"Then {one}" for one in parts]
    if parts:
        said[0], said[-1] = f"First {parts[0]}", f"Last {parts[-1]}"
    return "\n".join([tells, *said])
