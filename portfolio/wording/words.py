"""A word for every token of the domain. In English a token's value already is its word."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from portfolio.domain.reason import Effect
from portfolio.domain.states import State
from portfolio.domain.transitions import Act
from portfolio.wording.act_words import ACTS, DEEDS
from portfolio.wording.language import Language
from portfolio.wording.tokens import JAPANESE

if TYPE_CHECKING:
    from enum import StrEnum

_MARKS = {
    Effect.SATISFIES: ("PASS", "適合"),
    Effect.SETS_ASIDE: ("WAIV", "免除"),
    Effect.REDUCES: ("CUT ", "減額"),
    Effect.WITHHOLDS: ("KEEP", "留保"),
    Effect.HOLDS: ("HOLD", "保留"),
    Effect.REFUSES: ("FAIL", "不可"),
}

_KINDS = {
    "person": "担当者",
    "entry": "台帳の記録",
    "programme": "事業",
    "appropriation": "歳出予算",
    "grant": "交付決定",
    "award": "交付決定額",
    "award_decision": "交付額の決定",
    "member": "構成員",
    "element": "技術要素",
    "milestone": "マイルストーン",
    "criterion": "評価基準",
    "commitment": "学び直し計画",
    "instalment": "支払区分",
    "milestone_condition": "マイルストーン条件",
    "reskilling_condition": "学び直し条件",
    "evidence": "証拠書類",
    "assessment": "評価",
    "judgement": "基準別評価",
    "report": "実績報告",
    "payout": "支払",
    "hold": "保留",
    "charter": "台帳",
    "term": "交付条件",
    "instalment_term": "支払区分の個別条件",
    "co_funding": "民間資金の計画",
    "covenant": "遵守事項",
    "funding_condition": "民間資金条件",
    "stage_gate": "段階審査",
    "funding_report": "民間資金の報告",
    "cost": "経費",
    "suspension": "留保",
    "withholding": "留保の内訳",
    "waiver": "免除",
    "amendment": "変更",
    "amendment_line": "変更の内容",
    "recovery": "返還請求",
    "receipt": "返還の受領",
    "attestation": "遵守報告",
    "screening": "経済安全保障審査",
    "carry_over": "繰越",
    "outside_execution": "本台帳外の執行",
    "budget_request": "概算要求",
    "fund_balance": "基金残高",
    "past_payment": "過去の支払",
    "assignment": "担当者の指定",
    "left_aside": "対象外",
    "history": "経過",
}


def word(token: StrEnum, language: Language = Language.ENGLISH) -> str:
    """Return the word for a token of the domain: ``payment failed``, ``振込不能``.

    Raises KeyError for a token of a type that is none of the domain's.
    """
    japanese = JAPANESE[type(token)][token]
    return language.of((token.value, japanese))


def state_words(language: Language = Language.ENGLISH) -> dict[str, str]:
    """Return every state a record can be in, and its words: one state may have two."""
    found: dict[str, dict[str, None]] = {}
    for states in get_args(State):
        for state in states:
            found.setdefault(state.value, {})[word(state, language)] = None
    return {state: " ".join(said) for state, said in found.items()}


def mark(effect: Effect, language: Language = Language.ENGLISH) -> str:
    """Return an effect as a word of four cells, so that lists show status without colour."""
    return language.of(_MARKS[effect])


def kind_word(kind: str, language: Language = Language.ENGLISH) -> str:
    """Return the word for a kind of record or ceiling: ``reskilling condition``."""
    return language.of((kind.replace("_", " "), _KINDS[kind]))


def does(act: Act, language: Language = Language.ENGLISH) -> str:
    """Return what somebody does who does this act: ``assesses``, ``評価``."""
    return language.of((DEEDS[act][0], ACTS[act]))


def not_done(act: str, language: Language = Language.ENGLISH) -> str:
    """Return that an act was not done: ``Not confirmed``, ``「支払確認」は行われませんでした``.

    What is no act of the domain (the store saves, for one) was just "not done".
    """
    known = next((each for each in Act if each == act), None)
    if known is None:
        return language.of(("Not done", "手続は行われませんでした"))
    return language.of((f"Not {DEEDS[known][1]}", f"「{ACTS[known]}」は行われませんでした"))
