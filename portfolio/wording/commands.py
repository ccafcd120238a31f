"""Headings and lines that only the command line says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording.labels import LABELS

if TYPE_CHECKING:
    from portfolio.wording.language import Both, Language

WORDS: dict[str, Both] = {
    # columns
    "column.adds": ("New", "新規"),
    "column.grants": ("Grants", "件数"),
    "column.leaves": ("Known", "登録済"),
    "column.milestones": ("Met", "達成"),
    "column.people": ("Trained", "育成人数"),
    "column.purpose": ("For", "用途"),
    "column.rate": ("Executed", "執行率"),
    "column.readiness": ("Level", "成熟度"),
    "column.suffix": ("Ending", "拡張子"),
    # lines
    "line.already": (
        "Already recorded under this command id: nothing was done again.",
        "このコマンドIDでは既に記録済みです。再度の処理は行っていません。",
    ),
    "line.begun": (
        "Begun as a {purpose}. {code} is its administrator under the login {login}.",
        "{purpose}として開設しました。管理者は{code}（ログイン{login}）です。",
    ),
    "line.begun_next": (
        "Next: portfolio people add CODE --name NAME --role ROLE --login LOGIN, "
        "then portfolio import FILE.",
        "次の手続：portfolio people add CODE --name NAME --role ROLE --login LOGIN、"
        "続いてportfolio import FILE",
    ),
    "line.break": ("FAIL", "不整合"),
    "line.imported": ("{count} journal entries.", "台帳に{count}件を記録しました。"),
    "line.import_asks": ("Import this?", "取り込みますか。"),
    "line.demonstration": (
        "This is a demonstration: figures marked [i] are illustrative, and nothing you do here "
        "counts. One can act as: {people}.",
        "これは実演用です。[例]の数値は例示であり、ここでの手続に効力はありません。"
        "担当者として選べるのは次のとおりです：{people}",
    ),
    "line.demonstration_kept": (
        "It is kept: go on with  portfolio --db {path} --as OFFICER-1 queue",
        "保存しました。続けるには：portfolio --db {path} --as OFFICER-1 queue",
    ),
    "line.found_now": ("Found now:", "現在の審査結果："),
    "line.found_then": ("Found when it was proposed:", "起案時の審査結果："),
    "line.known_already": (
        "All of it is known already: nothing was changed.",
        "すべて登録済みです。変更はありません。",
    ),
    "line.making_it": ("Making the demonstration ...", "実演用データを作成しています…"),
    "line.may_be_more": (
        "Showing the first {shown}; there may be more: give --role or --grant.",
        "先頭の{shown}件を表示しています。--roleか--grantで絞り込んでください。",
    ),
    "line.nothing_waits": ("Nothing waits.", "処理待ちはありません。"),
    "line.payable": ("Payable now: {amount}.", "現在の支払可能額：{amount}。"),
    "line.entitlement": (
        "Scheduled {scheduled}, share {share}, earned {earned}, taken by payouts {taken}.",
        "予定額{scheduled}、割合{share}、条件充足額{earned}、支払手続済額{taken}。",
    ),
    "line.unsound": (
        "{count} breaks: the record does not hold. Write nothing more; restore a backup and "
        "compare its seal.",
        "不整合が{count}件あります。これ以上書き込まず、バックアップを復元して封印を照合してください。",
    ),
}


def phrase(key: str, language: Language) -> str:
    """Return what the command line says under a key, else the label of that key."""
    return language.of(WORDS[key] if key in WORDS else LABELS[key])
