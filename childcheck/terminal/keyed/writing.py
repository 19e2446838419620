"""Questions answered in words: written, changed in the line, ended by Enter."""

from __future__ import annotations

import json
from dataclasses import replace

from childcheck.checklist.answers import Plain
from childcheck.terminal import words
from childcheck.terminal.at_once_keys import at_once_by_key
from childcheck.terminal.drafts import Drafts
from childcheck.terminal.keyed import key_words, keys
from childcheck.terminal.keyed.asking import Asking, passing, replied_if_passed
from childcheck.terminal.keyed.beside import held, whole_answer
from childcheck.terminal.keyed.line_keys import Line
from childcheck.terminal.keyed.offering import has_standing_text
from childcheck.walk.replies import Keep, Reply
from childcheck.walk.showing import Shown
from childcheck.walk.subjects import Spot

NOTHING = "0"


def write_text(asking: Asking, shown: Shown) -> Reply:
    """Ask for a text; a paste stands in it whole, and what was begun before stands again."""
    spot = shown.spot

    def save(text: str, _mark: str) -> None:
        keep_draft(asking.drafts, spot, text if text.strip() else None)

    text = asking.refused.pop(spot, "") or drafted_text(asking, shown)
    ends = (keys.END, *((keys.TAB,) if has_standing_text(shown) else ()))
    together = at_once_by_key(shown)
    asked = Line(
        words.ANSWER,
        text=text,
        is_long=True,
        instant=(*passing(shown), *together, *((NOTHING,) if shown.nothing_label else ())),
        ends=ends,
        save=save,
    )
    while True:
        ended = asking.prompter.line(asked)
        replied_if_passed(shown, ended.key)
        if ended.key in together:
            return asking.taken_at_once(together[ended.key])
        typed = NOTHING if ended.key == NOTHING else ended.text
        if ended.key == keys.TAB:
            standing = held(shown).value
            assert isinstance(standing, str)
            asked = replace(asked, text=typed or standing, cursor=None)
        elif not typed.strip():
            if shown.may_keep and ended.key == keys.ENTER:
                return Keep()
            asked = replace(asked, text="", cursor=None)
            asking.prompter.note(key_words.ENTER_RECORDS_NOTHING)
        elif typed.strip() == NOTHING and shown.nothing_label:
            asking.prompter.taken(words.ANSWER, shown.nothing_label)
            why = asking.needed_line(words.WHY, words.NOTHING_WHY)
            return whole_answer(asking, shown, {"nothing": why})
        elif typed == held(shown).value and shown.may_keep:
            return Keep()
        else:
            asking.prompter.taken(words.ANSWER, typed)
            return whole_answer(asking, shown, typed)


def drafted_text(asking: Asking, shown: Shown) -> str:
    """Return what was written here and is no answer yet, and say so."""
    value = read_draft(asking.drafts, shown.spot)
    text = value if isinstance(value, str) else ""
    if text:
        asking.say(words.DRAFT_KEPT)
    return text


def read_draft(drafts: Drafts, spot: Spot) -> Plain:
    """Return the value that a draft holds; a draft that is no value is a text."""
    draft = drafts.read(spot)
    if not draft:
        return None
    try:
        value: Plain = json.loads(draft)
    except ValueError:
        return draft
    return value


def keep_draft(drafts: Drafts, spot: Spot, value: Plain) -> None:
    """Keep a value in place of the draft before; nothing removes it."""
    draft = json.dumps(value, ensure_ascii=False) if value else ""
    if draft != drafts.read(spot):
        drafts.write(spot, draft)
