# Japanese writes full-width characters, on purpose
"""What is wrong in a file, and with a value: where, what stands there, why not, what would fit.

The domain says why in English, where the check is. Here stands the same in Japanese; words of
other origin are shown as they came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording.language import Language
from portfolio.wording.phrases import Phrases
from portfolio.wording.plan_problems import PLAN_PHRASES

if TYPE_CHECKING:
    from portfolio.domain.errors import Invalid, Problem

# English phrase → Japanese; each {} stands for a value, in the same order.
JAPANESE_PHRASES = {
    # why not
    "and --nobody exclude each other": "と--nobodyは同時に指定できません",
    "and --sha256 exclude each other": "と--sha256は同時に指定できません",
    "ask for the export as it was signed, or name the signer with --signers": (
        "署名時のファイルを取り寄せるか、--signersで署名者を指定してください"
    ),
    "bears no seal of this program": "このプログラムの封印がありません",
    "cannot be had ({})": "使用できません（{}）",
    "cannot be read": "読み取れません",
    "cannot be read ({})": "読み取れません（{}）",
    "handles no grant": "交付決定を担当する役割ではありません",
    "is no place for a demonstration": "実演用データの置き場所として使えません",
    "is not served on: it has no encryption, and others might reach it": (
        "使用できません。暗号化されず、他者から接続されるおそれがあります"
    ),
    "is not CRITERION=VERDICT:MEASURED:REASON": "「基準=判定:測定値:理由」の形ではありません",
    "is not WHAT SUBJECT NEW": "「変更事項 対象 変更後」の形ではありません",
    "is not a moment with its offset from UTC": "UTCとの時差を伴う時点ではありません",
    "is there already": "既にあります",
    "is after today": "本日より後の日付です",
    "is after the day it is compared with": "比較先の基準日より後です",
    "name the earlier day first": "比較元に早い方の日付を指定してください",
    "name today or a day before": "本日以前の日付を指定してください",
    "did not sign ({})": "署名できませんでした（{}）",
    "does not hold ({})": "署名が有効ではありません（{}）",
    "export once more to replace it, or name another path": (
        "置き換える場合はもう一度書き出し、そうでなければ別のパスを指定してください"
    ),
    "install OpenSSH 8.2 or newer": "OpenSSH 8.2以降を導入してください",
    "is not installed": "導入されていません",
    "name a file or folder that 'portfolio export' wrote": (
        "'portfolio export'で出力したファイルまたはフォルダーを指定してください"
    ),
    "name an SSH key that you hold": "お持ちのSSH鍵を指定してください",
    "name the folder with the files behind the evidence": (
        "証拠書類のファイルがあるフォルダーを指定してください"
    ),
    "name the day of the earlier position": "前回の基準日を指定してください",
    "name the day with --since": "--sinceで基準日を指定してください",
    "says of when, not of which day": "記録時点のみで、基準日がありません",
    "enter what is new in its budget with a portfolio file": (
        "予算の新しい内容はポートフォリオファイルで登録してください"
    ),
    "has grants that are paid here: what a sheet tells of it would count twice": (
        "この台帳で支払う交付決定があるため、シートの内容が二重に計上されます"
    ),
    "is not one condition": "条件が一つに定まっていません",
    "is not one of those known here": "ここで扱える値ではありません",
    "is not possible here": "ここでは指定できません",
    "is not the code of a grant, '/', and the code of a part of it": (
        "「交付金コード/部分コード」の形ではありません"
    ),
    "may lift no hold": "保留を解除できる役割ではありません",
    "give one of them": "いずれか一つを指定してください",
    "leave it out for 127.0.0.1, and from another machine use an SSH tunnel": (
        "指定を外すと127.0.0.1を使います。別のコンピューターからはSSHトンネルで接続してください"
    ),
    "leave it out for a free one": "指定を外すと空いているポートを使います",
    "leave it out, or keep the demonstration somewhere with --keep FILE": (
        "指定を外すか、--keep FILEで保存先を指定してください"
    ),
    "leave it out: roles and logins count from the moment they are entered": (
        "指定を外してください。役割とログインは登録時から有効です"
    ),
    "name a UTF-8 file with judgements": "判定を記したUTF-8のファイルを指定してください",
    "name a file that you can read": "読み取れるファイルを指定してください",
    "name one with --give or --take": "--giveまたは--takeで指定してください",
    "name one with --milestone, --commitment, --co-funding, --covenant, --screening or "
    "--level-step": (
        "--milestone、--commitment、--co-funding、--covenant、--screening、--level-stepの"
        "いずれか一つで指定してください"
    ),
    "name the grant officer, the authorising officer or the accounting officer": (
        "交付担当官、支出負担行為担当官、支出官のいずれかを指定してください"
    ),
    "see 'portfolio export --help' for an example": "例は'portfolio export --help'にあります",
    "write it like 2026-11-20T09:00+09:00, or a day alone for its end": (
        "2026-11-20T09:00+09:00のように記入するか、日付のみ（その日の終わり）を記入してください"
    ),
    "write it like {}; leave MEASURED empty where nothing is measured": (
        "{}のように記入してください。測定しない場合は測定値を空欄にします"
    ),
    "write it like {}; what can change is {}": "{}のように記入してください。変更できる事項：{}",
    "write it like {}": "{}のように記入してください",
    "give 1 to 5, to a supplementary appropriation only": (
        "補正予算に限り、1から5までを指定してください"
    ),
    "give what was paid in minor units, negative for money back": (
        "支払額を最小単位で指定してください。返還は負の数で示します"
    ),
    "is no number of a supplementary budget": "補正予算の回次ではありません",
    "is nothing or larger than any programme": "零であるか、事業の規模を超えています",
    "changes nothing or is larger than any programme": "増減がないか、事業の規模を超えています",
    "does not fit the verdict '{}'": "判定「{}」と合いません",
    "has a fraction smaller than the minor unit of {}": "{}の最小単位より小さい端数があります",
    "has no time zone": "時間帯がありません",
    "has the invisible character U+{} at position {}": "見えない文字U+{}が{}文字目にあります",
    "has {} characters": "{}文字あります",
    "is before the start": "開始日より前です",
    "is not after the start": "開始日より後ではありません",
    "is below the entry level {}": "開始時の段階{}を下回っています",
    "is below {}": "{}を下回っています",
    "is empty": "空欄です",
    "has no value yet": "値がありません",
    "is compared, not looked for": "検索ではなく比較に用いる項目です",
    "is larger than any programme": "事業の規模を超えています",
    "is looked for, not compared": "比較ではなく検索に用いる項目です",
    "is not a day": "日付として扱えません",
    "is not a key of this list": "この一覧の項目ではありません",
    "is not a number of days": "日数として扱えません",
    "would be more than {} filters": "絞込は{}件までです",
    "is longer than any grant": "いかなる交付期間よりも長い期間です",
    "is missing": "記入がありません",
    "is no act that can be asked for on a grant": "交付金について求められる手続ではありません",
    "is no head count": "人数として扱えません",
    "is no number of days": "日数として扱えません",
    "is not ISO 3166-1 alpha-2": "ISO 3166-1の2文字の国コードではありません",
    "is not a SHA-256 digest": "SHA-256の値ではありません",
    "does not end a condition": "条件を終了する値ではありません",
    "does not rise from score 0 to at most 100": "評点0から100以下まで増加していません",
    "is above 1": "1を超えています",
    "is asked more than once": "重複して指定されています",
    "is before the waiver takes effect": "免除の効力発生日より前です",
    "is no start on the way to {}": "{}に至る起点として使えません",
    "is not a list of bands": "評点区分の形ではありません",
    "is not a share": "割合ではありません",
    "is not a whole number": "整数ではありません",
    "is not above 0 and at most 100": "0を超え100以下の値ではありません",
    "is not known here": "ここで扱える値ではありません",
    "names nothing to change": "変更事項がありません",
    "waits for the same already": "既に同じ条件があります",
    "is not a code": "コードとして使えません",
    "is not a currency known here": "扱える通貨ではありません",
    "is not a date": "日付ではありません",
    "is not a month": "月ではありません",
    "is not a number": "数値ではありません",
    "is not a time zone": "時間帯の名称ではありません",
    "is not a {} level": "{}の段階ではありません",
    "is not above 0 and at most 1": "0を超え1以下の値ではありません",
    "is not an amount": "金額ではありません",
    "is not between 0 and 1": "0から1までの値ではありません",
    "is outside 1990-2199": "1990年から2199年までの範囲外です",
    "names no evidence": "証拠書類の種類がありません",
    "points to nothing": "参照先がありません",
    "does not fit: {}": "形式に合いません（{}）",
    "is deeper than {} levels": "階層が{}段を超えています",
    "is larger than {} bytes": "{}バイトを超えています",
    "is nobody known here": "登録された担当者ではありません",
    "is not JSON: {}": "JSONではありません（{}）",
    "is not UTF-8": "UTF-8ではありません",
    "is not a field of the format": "この形式にない項目です",
    "is not a file": "ファイルではありません",
    "is not a folder": "フォルダーではありません",
    "is not a programme known here": "登録された事業ではありません",
    "is not allowed here": "ここでは使えません",
    "tells what other people did, and everybody acts for themselves": (
        "他の担当者の手続ですが、手続は各自が行うものです"
    ),
    "are more than {} activities": "活動が{}件を超えています",
    "are more than {} in one activity": "1件の活動に{}件を超えて含まれています",
    "are more than {} in one list": "1つの一覧に{}件を超えて含まれています",
    "is below 0": "0を下回っています",
    "is no IATI activity file": "IATIの活動ファイルではありません",
    "is no term of a grant": "交付期間として扱えません",
    "is not XML: {}": "XMLではありません（{}）",
    "is not a list": "一覧ではありません",
    "is not an object": "オブジェクトではありません",
    "is not text": "文字列ではありません",
    "is not {}, the currency of the grant": "この交付金の通貨{}と異なります",
    "is not {}, the version of IATI that is read here": "ここで読み取れるIATIの版{}ではありません",
    "stands at {} already": "既に{}にあります",
    "has figures neither of a total nor of an account": "合計と会計別のいずれの数値もありません",
    "has figures of a total and of an account": "合計と会計別の数値が同じ行にあります",
    "has its total in row {} already": "合計行が既に{}行目にあります",
    "has no row below its header": "見出しの下に行がありません",
    "has no total row": "合計行がありません",
    "has {} cells, not {}": "{}列です。{}列が必要です",
    "is beyond the {} rows that can be read": "読み取れる上限の{}行を超えています",
    "is less than {}, carried out of {}": "前年度からの繰越し{}（{}年度）を下回っています",
    "is neither UTF-8 nor CP932": "UTF-8でもCP932でもありません",
    "is no column of sheet 2-1": "2-1にない列です",
    "is not CSV: {}": "CSVではありません（{}）",
    "is not executed ÷ current budget, {}": "執行額÷歳出予算現額（{}）と一致しません",
    "is not the column that stands here in sheet 2-1": "2-1のこの位置の列ではありません",
    "is not the header of sheet 2-1 of the RS system": "RSシステム2-1の見出しではありません",
    "is not the sum of its parts, {}": "内訳の合計（{}）と一致しません",
    "is not the sum of the account rows, {}": "会計別の行の合計（{}）と一致しません",
    "is not the title that row {} gives the same project": "同じ事業の{}行目の事業名と異なります",
    "is the header of sheet {} of the RS system": "RSシステム{}の見出しです",
    # what would fit
    "add the row with the totals of the year": "その年度の合計行を加えてください",
    "correct it, or {} in row {}": "ここか、{}（{}行目）を訂正してください",
    "correct the amount or its parts": "金額か内訳を訂正してください",
    "correct the total or the rows of the accounts": "合計か会計別の行を訂正してください",
    "delete the column": "その列を削除してください",
    "fill the row in, or delete it": "行に記入するか、行を削除してください",
    "give a CSV file of the RS system, 2-1: {} columns from {} to {}": (
        "RSシステム2-1のCSV（{}列、{}から{}まで）を指定してください"
    ),
    "give every column of the header its cell": "見出しの列数に合わせてください",
    "give sheet 2-1, which has appropriations and execution": (
        "予算と執行額のある2-1を指定してください"
    ),
    "give the project one title": "事業名を統一してください",
    "give the rate with five decimals, or leave the cell empty": (
        "小数第5位までの率を記入するか、空欄にしてください"
    ),
    "give the rows of at least one project": "1事業以上の行を記入してください",
    "give the total and each account a row of its own": "合計と会計別の行を分けてください",
    "leave one total row for each project and year": (
        "事業と年度ごとに合計行を1行だけ残してください"
    ),
    "name a file that is one": "ファイルを指定してください",
    "check its spelling ('portfolio schema' prints the format)": (
        "つづりを確認してください（portfolio schemaで形式を表示できます）"
    ),
    "correct the code": "コードを訂正してください",
    "correct the file there": "ファイルのその箇所を訂正してください",
    "flatten the file": "階層を浅くしてください",
    "import the programme first, or put it into the same file": (
        "先に事業を取り込むか、同じファイルに含めてください"
    ),
    "name a portfolio file (.json)": "portfolio形式のファイル（.json）を指定してください",
    "put the person under 'people'": "担当者をpeopleに加えてください",
    "save the file as UTF-8": "UTF-8で保存してください",
    "see 'portfolio schema' for what fits": "portfolio schemaで形式を確認してください",
    "split it into several files": "複数のファイルに分けてください",
    "take 'history' out; it is replayed in a demonstration only": (
        "historyを削除してください。再現は実演用に限ります"
    ),
    "give 0 or more": "0以上を指定してください",
    "give activities in IATI {}, or another format that can be imported": (
        "IATI {}の活動か、取り込める他の形式のファイルを指定してください"
    ),
    "give all amounts of one grant in one currency": (
        "1件の交付金の金額はすべて同じ通貨で記入してください"
    ),
    "give each grant an identifier of its own": "交付金ごとに異なる識別子を付けてください",
    "split the activity": "活動を分けてください",
    "take the document type declaration out": "文書型宣言を削除してください",
    "write it in curly brackets": "波括弧で囲んで記入してください",
    "write it in quotation marks": "引用符で囲んで記入してください",
    "write it in square brackets": "角括弧で囲んで記入してください",
    "write this field": "この項目を記入してください",
    "aim at the entry level or higher": "開始時の段階以上を目標にしてください",
    "check the number of digits": "桁数を確認してください",
    "check the year (four digits)": "4桁の年を確認してください",
    "delete that character": "その文字を削除してください",
    "give 0-3650": "0から3650までで指定してください",
    "give 1": "1を指定してください",
    "give 1 for met, 0 for not met, a share between for partly": (
        "達成は1、未達成は0、一部達成はその間の割合を指定してください"
    ),
    "give 1 or more persons": "1人以上を指定してください",
    "give 1 to 12": "1から12までで指定してください",
    "give 1 to {}": "1から{}までで指定してください",
    "give 64 hexadecimal digits": "64桁の16進数を指定してください",
    "give a file or a public address": "ファイルか公開アドレスを指定してください",
    "give a finite number": "有限の数値を指定してください",
    "give a moment in UTC": "協定世界時の時刻を指定してください",
    "give a number": "数値を指定してください",
    "give at most {} decimals": "小数は{}桁までにしてください",
    "give the increment or reduction in minor units": "増減額を最小単位で指定してください",
    "give {} or later": "{}以降を指定してください",
    "give a day after {}": "{}より後の日を指定してください",
    "give {} or fewer": "{}以下を指定してください",
    "give {} or more": "{}以上を指定してください",
    "a claim for {} names it": "「{}」による返還請求では指定してください",
    "ask for each change once": "同じ変更は1回だけ指定してください",
    "begin with 0: and let scores and shares rise": "0:から始め、評点と割合を増加させてください",
    "give 1 or 0.75": "1または0.75のように指定してください",
    "give a measure that does not reach the target yet": "目標に達しない測定値を指定してください",
    "name another instalment": "別の支払区分を指定してください",
    "name at least one change": "変更を1つ以上指定してください",
    "write 'ended'": "「ended」と記入してください",
    "write 0:0 30:2/5 50:7/10 80:1": "0:0 30:2/5 50:7/10 80:1のように記入してください",
    "write 1/3, 0.13 or 1": "1/3、0.13、1のように記入してください",
    "write a share between 0 and 1, such as 1/3": "1/3のように0から1までの割合を記入してください",
    "write digits only, such as 6": "6のように数字だけで記入してください",
    "write digits, such as 60 or 99.5": "60や99.5のように数字で記入してください",
    "write {}": "{}と記入してください",
    "name at least one kind of evidence that shows the level": (
        "段階を示す証拠書類の種類を1つ以上指定してください"
    ),
    "say why this instalment departs from the programme's policy": (
        "この支払区分が事業の支払方針と異なる理由を記入してください"
    ),
    "shorten it to {} or fewer": "{}文字以内にしてください",
    "use 1 to 32 of A-Z, 0-9 and '-', beginning with a letter or digit": (
        "英大文字、数字、「-」の1から32文字で、先頭は英字か数字にしてください"
    ),
    "use an IANA name, such as Asia/Tokyo": "Asia/TokyoなどのIANA名を指定してください",
    "delete one first": "先にいずれかを削除してください",
    "use :": "「:」を使ってください",
    "write a day such as 2027-04-01, or 90d for in 90 days": (
        "2027-04-01のような日付、または90日後なら90dと記入してください"
    ),
    "write an amount such as 500m, 10bn or 100億": ("100億、5000万、500mのように記入してください"),
    "write days such as 30": "30のように日数を記入してください",
    "write one after it": "続けて値を記入してください",
    "write words only": "語だけを記入してください",
    "use one of {}": "次のいずれかを指定してください：{}",
    "write 1/3 or 0.25": "1/3や0.25の形で記入してください",
    "write JP, US, …": "JP、USなどと記入してください",
    "write at least one character": "1文字以上記入してください",
    "write digits only, such as 802500000000": "802500000000のように数字だけで記入してください",
    "write year-month-day, such as 2026-11-30": "2026-11-30のように年-月-日で記入してください",
}

JAPANESE_PHRASES |= PLAN_PHRASES

_PHRASES = Phrases(JAPANESE_PHRASES)


def problem(found: Problem, language: Language = Language.ENGLISH) -> str:
    """Return one thing wrong in a file: place, value, why not, and what would fit."""
    at = f"{found.file}, {found.place}" if found.place else found.file
    return _said(at, found.value, found.why, found.remedy, language)


def why_and_remedy(found: Problem, language: Language = Language.ENGLISH) -> tuple[str, str]:
    """Return why something in a file cannot be, and what would fit, each by itself."""
    if language is Language.ENGLISH:
        return found.why, found.remedy
    return _PHRASES.japanese_or_same(found.why), _PHRASES.japanese_or_same(found.remedy)


def unfit_value(error: Invalid, language: Language = Language.ENGLISH) -> str:
    """Return what is wrong with one value: field, value, why not, and what would fit."""
    return _said(error.field, str(error.value), error.why, error.remedy, language)


def _said(at: str, value: str, why: str, remedy: str, language: Language) -> str:
    if why.endswith(("。", ".")):  # a finding's sentence, which names its subject itself
        return f"{at}: {why} {remedy}"
    if language is Language.ENGLISH:
        shown = f"'{value}' " if value else ""
        return f"{at}: {shown}{why}; {remedy}."
    known, fitting = _PHRASES.japanese(why), _PHRASES.japanese_or_same(remedy)
    if not value:
        return f"{at}：{known or why}。{fitting}。"
    return f"{at}：「{value}」{f'は{known}' if known else f' {why}'}。{fitting}。"
