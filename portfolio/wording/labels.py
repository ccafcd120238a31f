# Japanese writes full-width characters, on purpose
"""Labels of screens, columns, dialogs and commands: one line each, by where they stand.

A key is ``group.name``. To add a label, put its line into the group, in alphabetical order; gaps
such as ``{code}`` are filled by whoever shows it with `str.format`, never with `label` itself.
"""

from __future__ import annotations

from portfolio.wording.language import Both, Language

LABELS: dict[str, Both] = {
    # screens and their titles
    "screen.budget": ("Budget", "予算"),
    "screen.grant": ("Grant", "交付決定"),
    "screen.help": ("Help", "ヘルプ"),
    "screen.journal": ("Journal", "台帳"),
    "screen.portfolio": ("Portfolio", "交付一覧"),
    "screen.queue": ("Queue", "処理待ち"),
    # parts of the grant screen and of an explanation
    "part.assessments": ("Assessments", "評価"),
    "part.award": ("Award decisions", "交付決定の経緯"),
    "part.commitments": ("Reskilling", "学び直し"),
    "part.conditions": ("Conditions", "支払条件"),
    "part.criteria": ("Criteria", "評価基準"),
    "part.evidence": ("Evidence", "証拠書類"),
    "part.findings": ("Findings", "審査結果"),
    "part.holds": ("Holds", "保留"),
    "part.instalments": ("Instalments", "支払区分"),
    "part.members": ("Consortium", "コンソーシアム"),
    "part.milestones": ("Milestones", "マイルストーン"),
    "part.next": ("What to do", "必要な手続"),
    "part.payouts": ("Payouts", "支払"),
    "part.readiness": ("Technology readiness", "技術成熟度"),
    "part.reports": ("Reskilling reports", "学び直し実績報告"),
    "part.terms": ("Terms", "交付条件"),
    # columns
    "column.act": ("Act", "手続"),
    "column.actor": ("By", "担当者"),
    "column.agency": ("Agency", "所管"),
    "column.amount": ("Amount", "金額"),
    "column.appropriation": ("Appropriation", "歳出予算"),
    "column.at_risk": ("At risk", "要注意"),
    "column.award": ("Award", "交付決定額"),
    "column.basis": ("Basis", "根拠区分"),
    "column.blocked_by": ("Blocked by", "支障事項"),
    "column.code": ("Code", "コード"),
    "column.confirmed": ("Confirmed", "確認済額"),
    "column.consortium": ("Consortium", "コンソーシアム"),
    "column.count": ("Count", "件数"),
    "column.country": ("Country", "国"),
    "column.due": ("Due", "期限"),
    "column.effect": ("Result", "判定"),
    "column.element": ("Element", "技術要素"),
    "column.evidence": ("Evidence", "証拠書類"),
    "column.fiscal_year": ("Fiscal year", "年度"),
    "column.grant": ("Grant", "交付決定"),
    "column.hash": ("Hash", "ハッシュ値"),
    "column.instalment": ("Instalment", "支払区分"),
    "column.kind": ("Kind", "種類"),
    "column.left": ("Left", "残額"),
    "column.level": ("Level", "成熟度"),
    "column.login": ("Login", "ログイン"),
    "column.member": ("Member", "構成員"),
    "column.milestone": ("Milestone", "マイルストーン"),
    "column.name": ("Name", "名称"),
    "column.number": ("No.", "番号"),
    "column.overdue": ("Overdue", "期限超過"),
    "column.paid": ("Paid", "支払済額"),
    "column.payable_now": ("Payable now", "支払可能額"),
    "column.persons": ("Persons", "人数"),
    "column.planned": ("Planned", "予定額"),
    "column.programme": ("Programme", "事業"),
    "column.reason": ("Reason", "理由"),
    "column.recorded": ("Recorded", "記録日時"),
    "column.reported": ("Reported", "報告済"),
    "column.role": ("Role", "役割"),
    "column.rung": ("Rung", "段階"),
    "column.share": ("Share", "割合"),
    "column.since": ("Since", "起算日"),
    "column.source": ("Source", "出典"),
    "column.state": ("State", "状態"),
    "column.subject": ("Subject", "対象"),
    "column.target": ("Target", "目標"),
    "column.title": ("Title", "件名"),
    "column.unit": ("Unit", "単位"),
    "column.verified": ("Verified", "検証済"),
    "column.waited": ("Waited", "待ち日数"),
    "column.waits_for": ("Waits for", "待ち先"),
    "column.when": ("When", "日時"),
    # the queue: "<act> <kind>" for what waits by itself, and what an officer may begin
    "queue.assess milestone": ("assess milestone", "マイルストーンの評価"),
    "queue.confirm payout": ("confirm payout", "支払の確認"),
    "queue.lift hold": ("lift hold", "保留の解除"),
    "queue.propose payout": ("propose payout", "支払の起案"),
    "queue.record evidence": ("hand in evidence", "証拠書類の登録"),
    "queue.report training": ("report training", "学び直しの実績報告"),
    "queue.settle payout": ("settle payout", "支払の実行"),
    "queue.submit milestone": ("submit milestone", "マイルストーンの提出"),
    "queue.verify report": ("verify report", "実績報告の検証"),
    # how far a figure can be trusted: short marks beside it
    "basis.derived": ("[d]", "[算]"),
    "basis.illustrative": ("[i]", "[例]"),
    "basis.legend": (
        "[p] public, [d] derived, [i] illustrative",
        "[公]公表値、[算]算出値、[例]例示値",
    ),
    "basis.public": ("[p]", "[公]"),
    # seals, days and moments
    "seal.as_of": ("as of", "基準日"),
    "seal.entries": ("entries", "記録件数"),
    "seal.known_at": ("as known at", "記録時点"),
    "seal.recorded": ("recorded", "記録日時"),
    "seal.seal": ("seal", "封印"),
    "seal.verified": ("The record is unaltered.", "記録に改変はありません。"),
    # totals and counts
    "total.grants": ("{count} grants", "交付決定{count}件"),
    "total.limited": ("Showing {shown} of {count}.", "{count}件中{shown}件を表示しています。"),
    "total.sum": ("Total", "合計"),
    "total.waiting": ("{count} waiting", "処理待ち{count}件"),
    # dialogs
    "dialog.cancel": ("Cancel", "中止"),
    "dialog.reason": ("Reason", "理由"),
    "dialog.reason_required": ("Reason (required)", "理由（必須）"),
    "dialog.sign": ("Sign", "署名"),
    "dialog.type_to_sign": ("Type {code} to sign", "署名するには{code}と入力してください"),
    "dialog.would": ("This would", "実行される内容"),
    # refusals and results
    "result.case_changed": (
        "The facts have changed since they were shown.",
        "表示後に事実関係が変わりました。",
    ),
    "result.dry_run": ("Dry run: nothing was saved.", "試行のため、何も保存されていません。"),
    "result.next": ("Next", "次の手続"),
    "result.nothing_in_the_way": ("Nothing stands in the way.", "支障となる条件はありません。"),
    "result.nothing_saved": ("Nothing was saved.", "何も保存されていません。"),
    "result.problems": ("{count} problems in {file}.", "{file}に問題が{count}件あります。"),
    "result.saved": ("Saved.", "保存しました。"),
    "result.sign_again": (
        "Review what has changed and sign again.",
        "変更を確認の上、改めて署名してください。",
    ),
    # nothing to show, not yet, and the first time
    "empty.filter": ("Nothing matches {filter}.", "{filter}に一致するものはありません。"),
    "empty.filter_clear": ("esc clears the filter", "escで絞り込みを解除します"),
    "empty.first_run": ("No grants yet in {place}.", "{place}に交付決定はまだありません。"),
    "empty.first_run_demo": (
        "Try the sample portfolio: portfolio demo",
        "見本を試す：portfolio demo",
    ),
    "empty.first_run_import": (
        "Bring in a file: portfolio import FILE",
        "ファイルを取り込む：portfolio import FILE",
    ),
    "empty.journal": ("Nothing is recorded yet.", "記録はまだありません。"),
    "empty.queue": ("Nothing waits for you.", "処理待ちはありません。"),
    "empty.too_small": (
        "The terminal is {width}x{height}; this needs {least_width}x{least_height}.",
        "端末は{width}x{height}です。{least_width}x{least_height}以上が必要です。",
    ),
    "loading.cancel": ("esc cancels", "escで中止"),
    "loading.seconds": ("Loading ... {seconds} s", "読込中…{seconds}秒"),
    "loading.stale": ("{count} changes by others; R refreshes", "他の変更{count}件。Rで更新"),
}


def label(key: str, language: Language = Language.ENGLISH) -> str:
    """Return a label by its key, such as ``column.award``; KeyError where there is none."""
    return language.of(LABELS[key])
