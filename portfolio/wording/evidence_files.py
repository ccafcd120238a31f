# Japanese writes full-width characters, on purpose
"""What is said of the files behind the evidence: how each stands, and what is to be done then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portfolio.wording.language import Both

FILES: dict[str, Both] = {
    "file.accepted": ("accepted by {who}", "確認{who}"),
    "file.accepted_by": ("Accepted by", "確認者"),
    "file.alarm": (
        "!!! The file of {codes} is not the one that was recorded. Decide nothing on it: F4.",
        "!!! {codes}のファイルが登録されたものと一致しません。決定の前にF4で確認してください。",
    ),
    "file.behind": ("For", "提出対象"),
    "file.content": ("The text of the file:", "ファイルの本文："),
    "file.copied": ("Copied: {command}", "コピーしました：{command}"),
    "file.cut": ("Only the beginning is shown.", "冒頭のみを表示しています。"),
    "file.date": ("Date", "日付"),
    "file.differs": ("file differs", "ファイル不一致"),
    "file.differs.advice": (
        "This is not the file that was recorded. Decide nothing on it: ask {member} for the "
        "original, and {by} who recorded it; a file that has rightly changed is recorded anew as "
        "further evidence.",
        "登録されたファイルではありません。これに基づく決定は行わず、{member}に原本を求め、"
        "登録者{by}に確認してください。正当に改められたファイルは、新たな証拠書類として登録します。",
    ),
    "file.is": ("File", "ファイル"),
    "file.issuer": ("Issued by", "発行者"),
    "file.matches": ("file matches", "ファイル一致"),
    "file.matches.advice": (
        "This is the file that was recorded.",
        "登録されたファイルと一致しています。",
    ),
    "file.missing": ("file not there", "ファイルなし"),
    "file.missing.advice": (
        "Put it into this folder as {digest}.pdf, or as {grant}/{code}.pdf; {member} issued it and "
        "{by} recorded it.",
        "このフォルダーに{digest}.pdfまたは{grant}/{code}.pdfとして置いてください。"
        "発行者は{member}、登録者は{by}です。",
    ),
    "file.no digest": ("no SHA-256 recorded", "SHA-256未登録"),
    "file.no digest.advice": (
        "The file is there, but no SHA-256 was recorded: whether it is the one that was handed in "
        "cannot be told.",
        "ファイルはありますが、SHA-256が登録されていないため、提出されたものかどうかは"
        "確かめられません。",
    ),
    "file.no file": ("no regular file", "通常のファイルでない"),
    "file.no file.advice": (
        "What is there is a folder, a pipe or a device, and is not read.",
        "フォルダー、パイプまたは装置のため、読み取りません。",
    ),
    "file.no folder": ("files not looked for", "ファイル未確認"),
    "file.no folder.advice": (
        "No folder with the files is known here: name it with --evidence or PORTFOLIO_EVIDENCE, or "
        "put it beside the database under the same name, ending in .evidence.",
        "ファイルのフォルダーが指定されていません。--evidenceまたはPORTFOLIO_EVIDENCEで指定するか、"
        "データベースと同じ場所に同じ名前で拡張子.evidenceのフォルダーを置いてください。",
    ),
    "file.no_display": (
        "Nothing is opened from here: there is no display, or the screens are served elsewhere. "
        "y copies the command.",
        "ここからは開けません。画面表示がないか、別の端末に表示しています。"
        "yで命令をコピーできます。",
    ),
    "file.no_document": (
        "Only documents and pictures are opened from here. y copies the command.",
        "ここから開けるのは文書と画像だけです。yで命令をコピーできます。",
    ),
    "file.nobody_yet": ("nobody yet", "未確認"),
    "file.none_behind": (
        "No evidence is recorded behind this.",
        "これに係る証拠書類は登録されていません。",
    ),
    "file.not_a_text": (
        "This file is no text that is shown here. It is opened with this command (y copies it, x "
        "runs it where there is a display):",
        "ここでは本文を表示できません。次の命令で開きます（yでコピー、画面表示があればxで実行）：",
    ),
    "file.not_opened": (
        "Not opened: the file is not known to be the recorded one.",
        "開きません。登録されたファイルとの一致が確認できていません。",
    ),
    "file.nothing_to_open": (
        "There is no file that could be opened.",
        "開けるファイルがありません。",
    ),
    "file.of_the_file": ("of the file", "ファイル"),
    "file.opened": ("Opened in its own program.", "別のプログラムで開きました。"),
    "file.outside": ("leads out of the folder", "フォルダー外"),
    "file.outside.advice": (
        "The name or a link leads out of the folder with the evidence. It is not followed: put the "
        "file itself into the folder.",
        "名前またはリンクが証拠書類のフォルダーの外を指しているため、たどりません。"
        "ファイルそのものをフォルダーに置いてください。",
    ),
    "file.pieces": ("({count})", "（{count}件）"),
    "file.reading": ("reading the file ...", "ファイルを読込中…"),
    "file.recorded": ("SHA-256 recorded", "登録SHA-256"),
    "file.recorded_by": ("Recorded by", "登録者"),
    "file.size": ("{size} bytes", "{size}バイト"),
    "file.too large": ("too large to read", "大きすぎるファイル"),
    "file.too large.advice": (
        "Files over 1 GiB are not read here. Take its SHA-256 with sha256sum and compare.",
        "1GiBを超えるファイルはここでは読みません。sha256sumで値を求めて比べてください。",
    ),
    "file.unreadable": ("cannot be read", "読取不可"),
    "file.unreadable.advice": (
        "The file is there but cannot be read: ask whoever keeps the folder for permission.",
        "ファイルはありますが読み取れません。フォルダーの管理者に権限を求めてください。",
    ),
}
"""Keys of what was found are ``file.`` and the word of `Found`; ``.advice`` says what to do."""
