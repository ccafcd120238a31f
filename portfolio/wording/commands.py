"""Headings and lines that only the command line says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.wording.labels import LABELS

if TYPE_CHECKING:
    from portfolio.wording.language import Both, Language

WORDS: dict[str, Both] = {
    # parts of an explanation
    "explain.gone": ("Reduced or owed back", "減額と返還"),
    "explain.withheld": ("Kept back, and until when", "留保と期限"),
    # columns
    "column.from_day": ("From", "適用日"),
    "column.grants": ("Grants", "件数"),
    "column.milestones": ("Met", "達成"),
    "column.people": ("Trained", "育成人数"),
    "column.purpose": ("For", "用途"),
    "column.rate": ("Executed", "執行率"),
    "column.readiness": ("Level", "成熟度"),
    "column.suffix": ("Ending", "拡張子"),
    "column.term": ("Term", "交付条件"),
    # sums at the head of a grant
    "sum.advances": ("Advances to clear", "未精算の概算払"),
    "sum.award": ("Award", "交付決定額"),
    "sum.confirmed": ("Confirmed", "確認済額"),
    "sum.fixed": ("Fixed", "確定額"),
    "sum.leverage": ("Private per public", "公的資金1当たりの民間資金"),
    "sum.paid": ("Paid", "支払済額"),
    "sum.payable": ("Payable now", "支払可能額"),
    "sum.raised": ("Private money raised", "民間資金調達額"),
    "sum.reduced": ("Reduced", "減額"),
    "sum.returned": ("Returned", "返還済額"),
    "sum.withheld": ("Withheld", "留保額"),
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
    "line.brought_forward": (
        "Brought forward from an older release. No entry was rewritten: portfolio verify shows it.",
        "旧版の記録を現行の形式に移行しました。既存の記載は書き換えていません"
        "（portfolio verifyで確認可）。",
    ),
    "line.kept_as_it_was": (
        "As it was before, it is kept at {copy}.",
        "移行前の写しを次に保存しました：{copy}",
    ),
    "line.break": ("FAIL", "不整合"),
    "line.against": (
        "Held against {export}: as of {day}, recorded {moment}, {entries} entries.",
        "{export}と照合しました（基準日{day}、記録日時{moment}、{entries}件）。",
    ),
    "line.changed": ("What has changed from {since} to {day}", "{since}から{day}までの変更"),
    "line.exporting": ("Writing", "書き出し中"),
    "line.not_compared": (
        "The file itself was not compared: release {software} wrote it.",
        "ファイル自体は照合していません（作成した版：{software}）。",
    ),
    "line.signed": ("Signed by: {signer}", "署名：{signer}"),
    "line.import_moved": (
        "The record or the file has changed since: nothing was imported. Look again.",
        "その後、記録またはファイルが変わったため、取り込んでいません。再度確認してください。",
    ),
    "line.importing": ("Importing", "取り込み中"),
    "line.looking_back": ("Looking back", "過去の状態を再現中"),
    "line.known_lines": (
        "{count} more bring nothing new.",
        "ほかの{count}件に新しい内容はありません。",
    ),
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
    "line.making_it": ("Making the demonstration", "実演用データを作成中"),
    "line.may_be_more": (
        "Showing the first {shown}; there may be more: give --role or --grant.",
        "先頭の{shown}件を表示しています。--roleか--grantで絞り込んでください。",
    ),
    "line.nothing_waits": ("Nothing waits.", "処理待ちはありません。"),
    "line.net": (" ({amount} net of advances)", "（概算払の精算後{amount}）"),
    "line.parts": (
        "Taken by payouts {taken}, withheld {withheld}, reduced {reduced}, open {open}.",
        "支払手続済額{taken}、留保額{withheld}、減額{reduced}、未手続額{open}。",
    ),
    "line.opening": ("Opening the portfolio ...", "台帳を開いています…"),
    "line.payable": ("Payable now: {amount}.", "現在の支払可能額：{amount}。"),
    "line.payable_parts": (
        " Of it {clears} clears advances, {set_off} is set off, {cash} is transferred.",
        "うち概算払の精算{clears}、返還金との相殺{set_off}、振込{cash}。",
    ),
    "line.entitlement": (
        "Scheduled {scheduled}, of it earned {earned} (share {share}).",
        "予定額{scheduled}、うち条件充足額{earned}（割合{share}）。",
    ),
    "line.pushed": (
        "These milestones would fall due before one they wait for. They are left where they are; "
        "--with-dependants moves them as well:",
        "次のマイルストーンは、先行するマイルストーンより期限が早くなります。"
        "変更しません。--with-dependantsを付けると併せて変更します：",
    ),
    "line.served": (
        "Open this address in a browser on this machine. It lets one browser in, once, and whoever "
        "opens it acts as the person who started it. Stop with ctrl+c.",
        "このアドレスをこのコンピューターのブラウザーで開いてください。使えるのは一度だけで、"
        "開いた人は起動した本人として操作できます。停止するにはCtrl+Cを押してください。",
    ),
    "line.since": ("since {days}", "{days}経過"),
    "line.unsound": (
        "{count} breaks: the record does not hold. Write nothing more; restore a backup and "
        "compare its seal.",
        "不整合が{count}件あります。これ以上書き込まず、バックアップを復元して封印を照合してください。",
    ),
}


HOLDING: dict[Reason, Both] = {
    Reason.GRANT_PAYABLE: ("grant payable", "支払可能な交付決定"),
    Reason.SCREENING_NOT_ASKED: ("no screening asked", "経済安全保障審査不要"),
    Reason.SCREENING_VALID: ("screening valid", "経済安全保障審査有効"),
    Reason.COVENANTS_KEPT: ("covenants kept", "遵守事項履行"),
    Reason.NO_HOLD: ("no hold", "保留なし"),
    Reason.MILESTONE_STANDS_BEHIND: ("milestone behind it", "マイルストーンあり"),
    Reason.COMMITMENT_STANDS_BEHIND: ("commitment behind it", "学び直し計画あり"),
    Reason.MILESTONE_MET: ("met", "達成"),
    Reason.LEVEL_REACHED: ("level reached", "成熟度到達"),
    Reason.EVIDENCE_ASSESSED_BY_ANOTHER: ("assessed by another", "登録者以外が評価済"),
    Reason.RESKILLING_VERIFIED: ("trained and verified", "学び直し検証済"),
    Reason.FUNDING_RAISED: ("private money raised", "民間資金調達済"),
    Reason.COSTS_ACCEPTED: ("costs accepted", "経費認定済"),
    Reason.NOTHING_SUSPENDED: ("nothing withheld", "留保なし"),
    Reason.NO_RECOVERY_OUTSTANDING: ("nothing owed back", "要返還額なし"),
    Reason.MONEY_LEFT_ON_INSTALMENT: ("money left on it", "残額あり"),
    Reason.WITHIN_ENTITLEMENT: ("within entitlement", "支払限度額内"),
    Reason.WITHIN_AWARD: ("within award", "交付決定額内"),
    Reason.WITHIN_APPROPRIATION: ("within appropriation", "歳出予算内"),
    Reason.WITHIN_FIXED_AMOUNT: ("within fixed amount", "確定額内"),
}
"""What the payout rule finds to hold, in the few words of a list."""

KEPT: dict[str, Both] = {
    "suspended": (
        "{amount} withheld under {code}: to be cured by {on} ({when}).",
        "{code}により{amount}を留保中。是正期限は{on}（{when}）です。",
    ),
    "reduction announced": (
        "{amount} withheld under {code}: its reduction is announced, possible from {on} ({when}).",
        "{code}により{amount}を留保中。減額を予告済みで、{on}（{when}）から減額できます。",
    ),
    "retained": (
        "{amount} retained until the amount of the grant is fixed.",
        "額の確定まで{amount}を留保します。",
    ),
    "in cure": (
        "{code} has to be cured by {on} ({when}).",
        "{code}の是正期限は{on}（{when}）です。",
    ),
    "waived": (
        "Waiver {code} on {of} ends on {on} ({when}).",
        "{of}に対する免除{code}は{on}（{when}）までです。",
    ),
    "screened": (
        "Screening {code} of {of} ends on {on} ({when}).",
        "{of}の経済安全保障審査{code}は{on}（{when}）まで有効です。",
    ),
    "advanced": (
        "{amount} of advance {code} has to be cleared by {on} ({when}).",
        "概算払{code}の{amount}の精算期限は{on}（{when}）です。",
    ),
    "reduced": (
        "{amount} taken away for good under {code}.",
        "{code}により{amount}を減額しました。",
    ),
    "claim proposed": (
        "{amount} of {of} proposed to be claimed back as {code}.",
        "{of}のうち{amount}の返還請求を{code}として起案中です。",
    ),
    "claimed": (
        "{amount} owed back on {of} under {code}, due {on} ({when}).",
        "{code}により{of}のうち{amount}が要返還です（期限{on}、{when}）。",
    ),
}
"""What keeps money back or away: `portfolio.reports.deadlines.Keeps` in words."""


def phrase(key: str, language: Language) -> str:
    """Return what the command line says under a key, else the label of that key."""
    return language.of(WORDS[key] if key in WORDS else LABELS[key])
