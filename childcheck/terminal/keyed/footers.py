"""The one line at the foot of a question: what may be pressed, the most needed first."""

from __future__ import annotations

from childcheck.checklist.definitions import AnswerType
from childcheck.terminal import words
from childcheck.terminal.keyed import key_words
from childcheck.terminal.keyed.offering import has_standing_text, is_typed, lone_keys
from childcheck.terminal.plain.presenting import has_standing_lines, looks_ahead, picks
from childcheck.walk.showing import Shown


def footer_of(shown: Shown, *, is_writing: bool = False, has_list: bool = False) -> list[str]:
    """Return the items of the footer, the most needed first."""
    question = shown.question
    typed = is_typed(shown) or is_writing
    ends, more = _of_type(shown, is_writing=is_writing)
    items = [_how_for_type(shown, is_writing=is_writing), *ends]
    if (label := shown.none_label or shown.nothing_label) and typed:
        items.append(words.none_choice(label).rstrip("."))
    if question.is_optional:
        items.append(key_words.FOOT_PASS)
    elif not question.reasons:
        items.append(key_words.FOOT_MUST)
    if shown.may_go_back:
        items.append(key_words.FOOT_BACK)
    items.append(key_words.FOOT_WHY_TEXT if typed else key_words.FOOT_WHY)
    if question.reasons:
        items.append(key_words.FOOT_LEAVE_TEXT if typed else key_words.FOOT_LEAVE)
    items.extend(more)
    if has_list:
        items.append(key_words.FOOT_JUMP_TEXT if typed else key_words.FOOT_JUMP)
    items.append(key_words.FOOT_PAUSE_TEXT if typed else key_words.FOOT_PAUSE)
    items.append(key_words.FOOT_CHILD)
    return items


def _how_for_type(shown: Shown, *, is_writing: bool) -> str:
    question = shown.question
    if has_standing_lines(shown) and not is_writing:
        return key_words.FOOT_KEEP_LINES
    match question.type:
        case AnswerType.CHOICES | AnswerType.PERSONS:
            return key_words.FOOT_KEYS
        case AnswerType.TRANSCRIPT:
            return key_words.FOOT_SPEAKERS
        case AnswerType.LINES if question.has_speaker:
            return key_words.FOOT_WHO
        case AnswerType.DATE if question.fact == "child.born_on" and question.is_estimable:
            return key_words.FOOT_DATE_AGE_OR_LOOKS
        case AnswerType.DATE if question.is_estimable and question.is_birth:
            return key_words.FOOT_DATE_OR_AGE
        case AnswerType.DATE if question.is_estimable:
            return key_words.FOOT_DATE_OR_OVERDUE
        case AnswerType.DATE:
            return key_words.FOOT_DATE
        case AnswerType.TIME if looks_ahead(question):
            return key_words.FOOT_TIME_AHEAD
        case AnswerType.TIME:
            return key_words.FOOT_TIME
        case AnswerType.PEOPLE if picks(shown):
            return key_words.FOOT_ONE_KEY
        case AnswerType.PEOPLE | AnswerType.ROLL:
            return key_words.FOOT_NAME
        case AnswerType.YES_NO | AnswerType.CHOICE:
            return key_words.FOOT_ONE_KEY
        case _:
            return key_words.FOOT_TYPE


def _of_type(shown: Shown, *, is_writing: bool) -> tuple[list[str], list[str]]:
    """Return what belongs to a type of answer: what ends it, and what can wait."""
    question = shown.question
    if has_standing_lines(shown) and not is_writing:
        return [], []
    match question.type:
        case AnswerType.TRANSCRIPT:
            return [key_words.FOOT_END], [key_words.FOOT_UP, key_words.FOOT_ENGLISH]
        case AnswerType.LINES:
            return [key_words.FOOT_END], [key_words.FOOT_UP]
        case AnswerType.TEXT | AnswerType.ADDRESS if has_standing_text(shown):
            return [key_words.FOOT_TAB], [key_words.FOOT_NEW_LINE]
        case AnswerType.TEXT | AnswerType.ADDRESS:
            return [], [key_words.FOOT_NEW_LINE]
        case AnswerType.PEOPLE if picks(shown):
            return [key_words.FOOT_PICK_DONE, key_words.FOOT_ADD_ADULT], []
        case AnswerType.PEOPLE | AnswerType.ROLL:
            return [key_words.FOOT_DONE], [key_words.FOOT_NUMBER_CHANGES] if shown.persons else []
        case AnswerType.PERSONS:
            return [key_words.FOOT_EVERYBODY], []
        case AnswerType.CHOICES if lone_keys(shown):
            return [key_words.ends_alone(lone_keys(shown))], []
        case _:
            return [], []
