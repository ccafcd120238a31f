# Japanese writes full-width characters, on purpose
"""Errors that are answers without findings, and what verification finds broken.

They are written in English where they arise. Here stands the same in Japanese; codes, paths and
what other programs said are shown as they came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from portfolio.domain.errors import Invalid, NotFound, Refused
from portfolio.domain.record import type_of_kind
from portfolio.domain.transitions import Act
from portfolio.wording.findings import headline
from portfolio.wording.language import Language
from portfolio.wording.phrases import Phrases
from portfolio.wording.problems import unfit_value
from portfolio.wording.words import kind_word, word

if TYPE_CHECKING:
    from portfolio.domain.errors import PortfolioError

NO_SUCH, NO_SUCH_BUT = "there is no {} {}", "there is no {} {}; did you mean {}?"

# English → Japanese; in a gap, !p is itself a phrase of this table, !k a kind, !a an act.
JAPANESE_TROUBLES = {
    # where the database is, and whether it can be used
    "nothing has been recorded here: run 'portfolio init'": (
        "記録がまだありません。'portfolio init'を実行してください"
    ),
    "nothing was recorded yet at {}: name a later moment": (
        "{}の時点では記録がまだありません。より後の時点を指定してください"
    ),
    "this is the past as of {}, nothing is changed in it: return to today to act (B on the "
    "screens, no --as-of and --known-at with a command)": (
        "これは{}時点の過去の状態で、変更はできません。手続を行うには現在に戻ってください"
        "（画面ではB、命令では--as-ofと--known-atを外す）"
    ),
    "a portfolio has begun at {} already: nothing was changed": (
        "{}の台帳は開設済みです。何も変更されていません"
    ),
    "the schema could not be brought forward: {} references would break, {} tables would lose "
    "rows; nothing was changed": (
        "参照{}件と表{}件の行が失われるため、データベースの形式を更新できませんでした。"
        "何も変更されていません"
    ),
    "another program has been writing to {} for {} seconds: nothing was saved; try again": (
        "他のプログラムが{1}秒以上{0}に書き込んでいます。何も保存されていません。"
        "しばらくしてから再度実行してください"
    ),
    "no room to write to {} ({}): nothing was saved; free space": (
        "{}に書き込む空き容量がありません（{}）。何も保存されていません。空き容量を確保してください"
    ),
    "SQLite would not set {} to {}: it stays {}": (
        "SQLiteの設定{}を{}に変更できませんでした。{}のままです"
    ),
    "SQLite would not use journal mode {} ({}): it stays {}": (
        "SQLiteのジャーナルモードを{}にできませんでした（{!p}）。{}のままです"
    ),
    "SQLite {} has the WAL-reset race": "SQLite {}にはWALリセットの競合があります",
    "SQLite {} on a local file system": "SQLite {}、ローカルのファイルシステム",
    "the database {} does not answer ({}): nothing was saved": (
        "データベース{}が応答しません（{}）。何も保存されていません"
    ),
    "the file is not known to be on a local file system": (
        "ファイルがローカルのファイルシステムにあることを確認できません"
    ),
    "the textual-serve that is installed is not the one these screens were made for: "
    "install this program again": (
        "インストールされているtextual-serveは、この画面に対応した版ではありません。"
        "本プログラムを再度インストールしてください"
    ),
    "the files of the demonstration are not installed: install the package again": (
        "実演用のファイルがありません。パッケージを再度インストールしてください"
    ),
    "the saved filters cannot be written to {}: check the folder and its rights": (
        "絞込条件を{}に保存できません。フォルダーとその権限を確認してください"
    ),
    "the saved filters in {} cannot be read: repair or remove that file; it was left as it is": (
        "保存済み絞込のファイル{}を読めません。ファイルを修正または削除してください。変更はしていません"
    ),
    "there is no portfolio at {}: begin one with 'portfolio init', or try 'portfolio demo'": (
        "{}に台帳がありません。'portfolio init'で開設するか、'portfolio demo'をお試しください"
    ),
    "{} cannot be opened ({}): check the folder and its rights": (
        "{}を開けません（{}）。フォルダーとその権限を確認してください"
    ),
    "{} has not begun: run 'portfolio init'": (
        "{}の台帳は開設されていません。'portfolio init'を実行してください"
    ),
    "{} has schema {}, needed is {}: run 'portfolio init' on it": (
        "{0}のスキーマは{1}ですが、{2}が必要です。'portfolio init'を実行してください"
    ),
    "{} is a database of another program; nothing was changed in it": (
        "{}は他のプログラムのデータベースです。何も変更されていません"
    ),
    "{} is an empty file: begin a portfolio with 'portfolio init'": (
        "{}は空のファイルです。'portfolio init'で台帳を開設してください"
    ),
    "{} is damaged or not a portfolio ({}): restore a backup; nothing was changed in it": (
        "{}は破損しているか、台帳ではありません（{}）。バックアップを復元してください。"
        "何も変更されていません"
    ),
    "{} is not a database address: give a file, or a URL such as "
    "postgresql+psycopg://server/portfolio": (
        "{}はデータベースの指定として使えません。ファイルか、"
        "postgresql+psycopg://server/portfolioのようなURLを指定してください"
    ),
    "{} cannot be read any more ({}): see whether the file and its folder are still there": (
        "{}を読み取れなくなりました（{}）。ファイルとフォルダーの有無を確認してください"
    ),
    "{} is read-only: nothing was saved; reading still works": (
        "{}は読取専用です。何も保存されていません。閲覧はできます"
    ),
    "{} was written by a newer release (schema {}, known here is {}): install the newer release": (
        "{}は新しい版で作成されています（スキーマ{}、この版は{}まで）。"
        "新しい版をインストールしてください"
    ),
    "{} was written by a newer release: install that release": (
        "{}は新しい版で作成されています。その版をインストールしてください"
    ),
    # who acts, on what, and what others have done meanwhile
    "command {} was used before for something else ({} {} by {}): nothing was saved; "
    "leave the command id away to give a new command": (
        "コマンドID {0}は別の手続で使用済みです（{2}の{1!a}、{3}）。何も保存されていません。"
        "新しい手続にはコマンドIDを指定しないでください"
    ),
    "login {} belongs to nobody known here: an administrator adds it with "
    "'portfolio people login CODE {}'": (
        "ログイン{}の担当者は登録されていません。"
        "管理者が'portfolio people login CODE {}'で登録します"
    ),
    "login {} belongs to nobody known here: an administrator adds it with "
    "'portfolio people login CODE {}'; in this demonstration choose who to act as with --as CODE": (
        "ログイン{}の担当者は登録されていません。"
        "管理者が'portfolio people login CODE {}'で登録します。"
        "この実演では--as CODEで担当者を選んでください"
    ),
    "login {} may not act as {}: everybody acts under their own login; acting as another is "
    "possible in a demonstration only": (
        "ログイン{}は{}として手続できません。手続は各自のログインで行います。"
        "他の担当者としての手続は実演用に限ります"
    ),
    NO_SUCH: "{!k}「{}」はありません",
    NO_SUCH_BUT: "{!k}「{}」はありません。近いものは{}です",
    "{} has moved on since you looked: you saw entry {}, now it has {}, the last by {}: {} {}. "
    "Nothing was saved; look again and decide anew": (
        "{0}は表示後に更新されました。表示時の記録番号は{1}、現在は{2}です"
        "（最新は{5}の{4!a}、{3}）。何も保存されていません。確認の上、改めて判断してください"
    ),
    "{} problems in {}": "{1}に問題が{0}件あります",
    # files written
    "{} could not be written: {}; {}. Nothing there was changed": (
        "{}に書き込めませんでした（{!p}）。{!p}。元の内容は変更されていません"
    ),
    "choose a folder you may write to": "書き込めるフォルダーを指定してください",
    "free space there or name another folder, and try again": (
        "空き容量を確保するか別のフォルダーを指定して、再度実行してください"
    ),
    "award a grant first, or export as iati, which has drafts too": (
        "先に交付を決定するか、案も出力できるiatiで出力してください"
    ),
    "the record is no file: back it up with the tools of its database server": (
        "台帳はファイルではありません。データベースサーバーの機能で複写してください"
    ),
    "enter a grant first": "先に案件を登録してください",
    "it holds {}, which is no part of an export": "出力ファイルではない{}があります",
    "it is a file or a link": "ファイルまたはリンクです",
    "it is a folder": "フォルダーです",
    "it is the database itself": "データベース自体です",
    "it would hold no grant, which 360Giving does not allow": (
        "案件が1件もなく、360Givingでは認められません"
    ),
    "it would hold no grant, which IATI does not allow": (
        "案件が1件もなく、IATIでは認められません"
    ),
    "make the folder, or name another": "フォルダーを作成するか、別の場所を指定してください",
    "name a file": "ファイルを指定してください",
    "name a folder": "フォルダーを指定してください",
    "name a new folder": "新しいフォルダーを指定してください",
    "name another file": "別のファイルを指定してください",
    "there is no folder {}": "フォルダー{}がありません",
    "no font installed here can show {}: install one that can, such as the Debian package "
    "fonts-noto-cjk, or export as html": (
        "{}を表示できるフォントがありません。Debianのパッケージfonts-noto-cjkなど、表示できるものを"
        "インストールするか、htmlで出力してください"
    ),
    "the PDF has Japanese text and no Japanese font is installed: install the Debian package "
    "fonts-noto-cjk, or 'pip install noto-cjk-sans-jp-regular noto-cjk-sans-jp-bold'": (
        "PDFに日本語の文字がありますが、日本語のフォントがありません。"
        "Debianのパッケージfonts-noto-cjkをインストールするか、"
        "'pip install noto-cjk-sans-jp-regular noto-cjk-sans-jp-bold'を実行してください"
    ),
    "the table {} has more rows than a printed report holds ({}): export as html, xlsx or csv "
    "instead": (
        "表「{}」の行数が、印刷用の報告書に載せられる行数（{}）を超えています。"
        "html、xlsxかcsvで出力してください"
    ),
    "{} has more rows than an Excel sheet holds: export as plan-csv or plan-json instead": (
        "{}の行数がExcelの1シートの上限を超えています。plan-csvかplan-jsonで出力してください"
    ),
    "{} has more rows than an Excel sheet holds ({}): export as csv or json instead": (
        "{}の行数がExcelの1シートの上限（{}行）を超えています。csvかjsonで出力してください"
    ),
    # the record does not hold
    "a {} holds a value that no act can have put there ({}): run 'portfolio verify'": (
        "{!k}の記録に、手続では生じない値があります（{}）。'portfolio verify'を実行してください"
    ),
    "bears a moment before the export, which did not have it": (
        "記録日時は出力より前ですが、出力時にはありませんでした"
    ),
    "cannot be read: {}": "読み取れません（{}）",
    "cannot be written again: {}": "再出力できません（{}）",
    "does not belong here": "本来ないものです",
    "does not follow the entry before it": "直前の記録とつながりません",
    "entry {} is missing": "記録番号{}の記録がありません",
    "entry {} of {} was altered outside the program: nothing is written until 'portfolio verify' "
    "has been looked into": (
        "{1}の記録番号{0}の記録がプログラムの外で改変されています。"
        "'portfolio verify'の結果を調査するまで書き込みません"
    ),
    "is another entry than the export rested on: it or one before it was altered, reordered or "
    "chained anew": (
        "出力時の記録と異なります。この記録またはそれ以前の記録が、改変、並べ替え、"
        "または連鎖の作り直しを受けています"
    ),
    "is missing": "ありません",
    "is not what the record gives: it was altered after it was written": (
        "記録からの出力と一致しません。出力後に改変されています"
    ),
    "its seal does not fit the heads it lists": "封印が、記載された各台帳の末尾と一致しません",
    "no signature lies beside it": "署名が添えられていません",
    "row {} of {} refers to a {} that is not there": (
        "{1!k}の表の{0}行目が参照する{2!k}がありません"
    ),
    "the kept sums of the {} are missing": "{!k}の集計値がありません",
    "the {} is in the journal, not in its table": "{!k}が台帳にありますが、表にはありません",
    "was altered": "改変されています",
    "was altered: it does not have the hash it bears": "改変されています。ハッシュ値が合いません",
    "was removed: the export rested on {} entries, now there are {}": (
        "削除されています。出力時は{}件、現在は{}件です"
    ),
    "was recorded before the entry before it": "記録日時が直前の記録より前です",
    "{} rows are in no journal entry": "台帳に記録のない行が{}行あります",
    "waiting for '{}' since {} is kept, derived again it is not": (
        "{1}からの「{0!a}」待ちが登録されていますが、再計算では該当しません"
    ),
    "waiting for '{}' since {} is derived again, it is not kept": (
        "再計算では{1}から「{0!a}」待ちですが、登録されていません"
    ),
    "{}.{} is kept as {}, derived again it is {}": (
        "{}.{}の集計値は{}ですが、再計算では{}になります"
    ),
    "{}.{} is {}, the journal says {}": "{}.{}は{}ですが、台帳では{}です",
}  # fmt: skip

# Kinds as they are asked for, and tables that are no kind of record.
_SAME_KIND = {
    "reskilling commitment": "commitment",
    "reskilling report": "report",
    "technology element": "element",
}
_OTHER_WORDS = {
    "budget_year": "年度予算",
    "database file": "データベースファイル",
    "export": "出力形式",
    "file": "ファイル",
    "journal": "台帳",
    "people": "担当者",
    "record": "記録",
    "schema": "データベース構造",
}


class Broken(Protocol):
    """One thing that does not hold: in which stream, at which entry, about what, and how."""

    @property
    def stream(self) -> str:
        """The stream, or what of the database."""

    @property
    def seq(self) -> int | None:
        """The number of the entry, where it is one."""

    @property
    def subject(self) -> str:
        """What it is about."""

    @property
    def what(self) -> str:
        """How it does not hold."""


def trouble(error: PortfolioError, language: Language = Language.ENGLISH) -> str:
    """Return what an error says, in one or more sentences without the last full stop."""
    if language is Language.ENGLISH:
        return str(error)
    match error:
        case Invalid():
            return unfit_value(error, language).removesuffix("。")
        case Refused():
            return headline(error, language).removesuffix("。")
        case NotFound(near=()):
            return _TROUBLES.filled(NO_SUCH, error.kind, error.code)
        case NotFound():
            near = "、".join(error.near)
            return _TROUBLES.filled(NO_SUCH_BUT, error.kind, error.code, near)
    return _TROUBLES.japanese_or_same(str(error))


def broken(found: Broken, language: Language = Language.ENGLISH) -> str:
    """Return one thing that does not hold, in one line a person can act on."""
    if language is Language.ENGLISH:
        return str(found)
    entry = f"（記録番号{found.seq}）" if found.seq else ""
    what = _TROUBLES.japanese_or_same(found.what)
    return f"{_kind(found.stream)}{entry}：{_kind(found.subject)}：{what}"


def _kind(name: str) -> str:
    """Return the word for a kind, a table or a part of the database; a code as it came."""
    kind = _SAME_KIND.get(name, name)
    if kind in type_of_kind:
        return kind_word(kind, Language.JAPANESE)
    return _OTHER_WORDS.get(kind, kind)


def _act(name: str) -> str:
    known = next((each for each in Act if each == name), None)
    return word(known, Language.JAPANESE) if known else name


_TROUBLES = Phrases(JAPANESE_TROUBLES, {"k": _kind, "a": _act})
