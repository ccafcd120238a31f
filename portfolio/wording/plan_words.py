# Japanese writes full-width characters, on purpose
"""What stands above the columns of a plan that people fill in: sheets, headings, and their help.

The keys are those of `exchange.tables`; what only one table has is under ``table.key``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.wording.language import Both

TABLES: dict[str, Both] = {
    "about": ("About", "記入要領"),
    "people": ("People", "担当者"),
    "programmes": ("Programmes", "事業"),
    "terms": ("Terms", "交付条件"),
    "appropriations": ("Appropriations", "歳出予算"),
    "carry_overs": ("Carry-overs", "繰越"),
    "outside_executions": ("Outside executions", "本台帳外の執行"),
    "budget_requests": ("Budget requests", "概算要求"),
    "fund_balances": ("Fund balances", "基金残高"),
    "grants": ("Grants", "交付決定"),
    "award": ("Award", "交付額の決定"),
    "members": ("Members", "構成員"),
    "elements": ("Elements", "技術要素"),
    "milestones": ("Milestones", "マイルストーン"),
    "criteria": ("Criteria", "評価基準"),
    "commitments": ("Commitments", "学び直し計画"),
    "instalments": ("Instalments", "支払区分"),
    "milestone_conditions": ("Milestone conditions", "マイルストーン条件"),
    "reskilling_conditions": ("Reskilling conditions", "学び直し条件"),
    "funding_conditions": ("Funding conditions", "民間資金条件"),
    "instalment_terms": ("Instalment terms", "支払区分の個別条件"),
    "co_funding": ("Co-funding", "民間資金の計画"),
    "covenants": ("Covenants", "遵守事項"),
    "past_payments": ("Past payments", "過去の支払"),
    "lists": ("Lists", "選択肢"),
}

COLUMNS: dict[str, Both] = {
    "account": ("Account", "会計・勘定"),
    "agency": ("Agency", "所管府省"),
    "amount": ("Amount", "金額"),
    "approval_reference": ("Approval", "承認番号"),
    "at_risk_days": ("Days at risk", "要注意日数"),
    "balance": ("Balance", "残高"),
    "balance_on": ("Balance on", "残高の日"),
    "baseline": ("Baseline", "起点の値"),
    "baseline_due_on": ("First due on", "当初の期限"),
    "basis": ("Basis", "根拠区分"),
    "bearing": ("Bearing", "効力"),
    "co_funding": ("Co-funding", "民間資金の計画"),
    "code": ("Code", "コード"),
    "coefficient": ("Coefficient", "係数"),
    "commitment": ("Commitment", "学び直し計画"),
    "comparison": ("Comparison", "比較"),
    "consortium": ("Consortium", "コンソーシアム"),
    "consortium_ja": ("Consortium (Japanese)", "コンソーシアム（和文）"),
    "corporate_number": ("Corporate number", "法人番号"),
    "country": ("Country", "国"),
    "currency": ("Currency", "通貨"),
    "decided_on": ("Decided on", "決定日"),
    "due_on": ("Due on", "期限"),
    "element": ("Element", "技術要素"),
    "ends_on": ("Ends on", "終了日"),
    "entry_level": ("Entry level", "開始時の段階"),
    "executed_on": ("Executed on", "執行日"),
    "first_month": ("First month", "年度の始まる月"),
    "fiscal_year": ("Fiscal year", "年度"),
    "from_on": ("From", "適用日"),
    "grant": ("Grant", "交付決定"),
    "instalment": ("Instalment", "支払区分"),
    "instrument": ("Instrument", "資金の種類"),
    "kind": ("Kind", "区分"),
    "lei": ("LEI", "LEI（取引主体識別子）"),
    "level": ("Level", "成熟度"),
    "logins": ("Logins", "ログイン"),
    "member": ("Member", "構成員"),
    "milestone": ("Milestone", "マイルストーン"),
    "mission_area": ("Mission area", "対象分野"),
    "name": ("Name", "名称"),
    "name_ja": ("Name (Japanese)", "名称（和文）"),
    "number": ("Number", "番号"),
    "paid_on": ("Paid on", "支払日"),
    "persons": ("Persons", "人数"),
    "planned_on": ("Planned on", "支払予定日"),
    "policy": ("Policy", "支払方針"),
    "policy_reason": ("Why this policy", "方針の理由"),
    "predecessors": ("After", "先行マイルストーン"),
    "programme": ("Programme", "事業"),
    "promised": ("Promised", "計画額"),
    "raised": ("To be raised", "調達を要する額"),
    "reason": ("Reason", "理由"),
    "recorded": ("Recorded at", "記録の位置"),
    "reductions": ("Several shortfalls", "複数の不足"),
    "reference": ("Reference", "整理番号"),
    "requested_on": ("Requested on", "要求日"),
    "required_evidence": ("Evidence required", "必要な証拠書類"),
    "role": ("Role", "役割"),
    "roles": ("Roles", "役割"),
    "rung": ("Rung", "段階"),
    "scale": ("Scale", "尺度"),
    "scale_version": ("Wording of the scale", "尺度の版"),
    "share": ("Share", "割合"),
    "source": ("Source", "出典"),
    "source_on": ("Source of", "出典の日付"),
    "starts_on": ("Starts on", "開始日"),
    "supplementary": ("Supplementary number", "補正の回次"),
    "target": ("Target", "目標値"),
    "target_level": ("Target level", "目標の段階"),
    "people.name": ("Name", "氏名"),
    "people.name_ja": ("Name (Japanese)", "氏名（和文）"),
    "terms.name": ("Term", "交付条件"),
    "instalment_terms.name": ("Term", "交付条件"),
    "terms_source": ("Where the terms stand", "交付条件の出典"),
    "text": ("Text", "内容"),
    "text_ja": ("Text (Japanese)", "内容（和文）"),
    "time_zone": ("Time zone", "時間帯"),
    "title": ("Title", "件名"),
    "title_ja": ("Title (Japanese)", "件名（和文）"),
    "unit": ("Unit", "単位"),
    "until_on": ("Until", "終期"),
    "value": ("Value", "値"),
}

HOLDS: dict[str, Both] = {
    "amount": (
        "Amount in whole units of the currency, such as 802500000000",
        "通貨の単位による金額。例：802500000000",
    ),
    "code": ("Code: A-Z, 0-9 and '-', such as M3", "コード：英大文字、数字、「-」。例：M3"),
    "codes": ("Codes with ';' between, such as M1; M2", "コードを「;」で区切る。例：M1; M2"),
    "count": ("Whole number, such as 6", "整数。例：6"),
    "day": ("Day, such as 2026-11-30", "日付。例：2026-11-30"),
    "number": ("Number, such as 60 or 99.5", "数値。例：60、99.5"),
    "share": ("Share, such as 1/3 or 0.25", "割合。例：1/3、0.25"),
    "text": ("Text", "文字列"),
    "texts": ("Texts with ';' between", "文字列を「;」で区切る"),
    "value": (
        "As the term asks: 6, 1/3, a word, or bands such as 0:0 50:7/10 80:1; money in minor units",
        "交付条件に応じた値。例：6、1/3、語句、0:0 50:7/10 80:1。金額は最小単位",
    ),
    "word": ("One of the list", "選択肢から一つ"),
    "words": ("Of the list, with ';' between", "選択肢から「;」で区切って記入"),
}

IN_CELLS: dict[str, Both] = {
    "amount": ("more than 15 digits as text", "15桁を超える場合は文字列"),
    "share": ("as text", "文字列"),
}
"""What has to be minded in a spreadsheet only, which takes figures for numbers of its own."""

HELP: dict[str, Both] = {
    "account": ("parts with ' / ' between", "区分は「 / 」で区切る"),
    "award.amount": ("negative for a reduction", "減額は負の数"),
    "at_risk_days": ("how far ahead an open condition is a risk", "何日先までを要注意とするか"),
    "baseline": ("where the measure stood at the start", "開始時の測定値"),
    "baseline_due_on": ("never moves; empty: as 'Due on'", "変わらない。空欄は期限と同じ"),
    "basis": ("how far the figure can be trusted", "数値の確かさ"),
    "bearing": ("where it departs from the policy", "支払方針と異なる場合のみ"),
    "country": ("ISO 3166-1, such as JP", "ISO 3166-1。例：JP"),
    "corporate_number": ("13 digits, as text", "13桁（文字列）"),
    "currency": ("ISO 4217; as its programme", "ISO 4217。事業と同じ"),
    "programmes.currency": ("ISO 4217, such as JPY", "ISO 4217。例：JPY"),
    "fiscal_year": ("the year in which it begins", "始まる年（西暦）"),
    "instalments.fiscal_year": ("of the planned day", "支払予定日の年度"),
    "number": ("tells rows apart that are alike else", "同種の行を区別する番号"),
    "past_payments.amount": ("negative for money back", "返還は負の数"),
    "recorded": ("of an export: leave as it is", "書き出しの際に記入される。変更しない"),
    "source": ("where the figure stands", "数値の出典"),
    "source_on": ("day of the source", "出典の日付"),
    "supplementary": ("1 to 5", "1から5"),
    "time_zone": ("IANA name, such as Asia/Tokyo", "IANA名。例：Asia/Tokyo"),
}

LINES: dict[str, Both] = {
    "required": ("Required.", "必須。"),
    "empty": ("Empty: {default}.", "空欄は「{default}」。"),
    "title": ("Plan of a portfolio of grants", "交付決定の計画"),
    "fill": (
        "One sheet a table, one row a record, from row 4 on. Empty sheets and rows count for "
        "nothing; sheets and columns may be moved.",
        "シートごとに一つの表、行ごとに一件です。4行目から記入してください。"
        "空のシートや行は無視され、シートや列の順序は変更できます。",
    ),
    "keys": (
        "Row 1 names the columns for the program: leave it. Rows that begin with # are remarks, "
        "and so is a column or a sheet whose name begins with #.",
        "1行目は列の識別名です。変更しないでください。#で始まる行、列名、シート名は注記として扱います。",
    ),
    "codes": (
        "Codes tie the sheets together: a milestone names its grant, a condition its instalment.",
        "各シートはコードで結び付きます。マイルストーンは交付決定の、条件は支払区分のコードを示します。",
    ),
    "money": (
        "Money is in whole units of the currency, with its decimals (yen have none). "
        "No formulas: put values.",
        "金額は通貨の単位で記入します（円に小数はありません）。数式は使えません。値を記入してください。",
    ),
    "import": (
        "Then: portfolio import FILE --dry-run shows what it would add and change; nothing is "
        "written before the whole file is right.",
        "記入後、portfolio import FILE --dry-runで追加・変更の内容を確認できます。"
        "すべてが正しくなるまで何も記録されません。",
    ),
    "changes": (
        "What is changed in a known grant becomes a proposed amendment, which another person "
        "confirms: give the reason with --reason. A row that is taken out changes nothing.",
        "登録済みの交付決定への変更は変更案となり、別の担当者が確認します。"
        "理由は--reasonで示してください。行を削除しても何も変わりません。",
    ),
    "current": (
        "The plan as it stands, amendments included. People, states, evidence and payouts are no "
        "part of it.",
        "変更を反映した現行の計画です。担当者、状態、証拠書類、支払は含みません。",
    ),
}


def table_title(table: str, language: Language = Language.ENGLISH) -> str:
    """Return what a sheet is called."""
    return language.of(TABLES[table])


def column_heading(table: str, key: str, language: Language = Language.ENGLISH) -> str:
    """Return the heading of a column."""
    return language.of(COLUMNS.get(f"{table}.{key}") or COLUMNS[key])


def column_headings(table: str, key: str) -> Iterator[str]:
    """Yield every heading a column is known by: its own, and what the key is called elsewhere."""
    for own in (f"{table}.{key}", key):
        yield from COLUMNS.get(own, ())


def column_help(table: str, key: str, holds: str, language: Language = Language.ENGLISH) -> str:
    """Return what is to be written into a column: what kind of value, and what it means."""
    return _told(HOLDS[holds], IN_CELLS.get(holds), _meant(table, key), language=language)


def field_help(table: str, key: str, holds: str, language: Language = Language.ENGLISH) -> str:
    """Return the same of a field on a screen, where everything is text."""
    return _told(HOLDS[holds], _meant(table, key), language=language)


def _meant(table: str, key: str) -> Both | None:
    return HELP.get(f"{table}.{key}") or HELP.get(key)


def _told(*parts: Both | None, language: Language) -> str:
    said = [language.of(part) for part in parts if part]
    return language.of(("; ", "。")).join(said) + language.of((".", "。"))


def plan_line(key: str, language: Language = Language.ENGLISH) -> str:
    """Return a sentence of the first sheet, or a part of a help."""
    return language.of(LINES[key])
