# Japanese writes full-width characters, on purpose
"""What is said in the first minute and to administrators: the welcome, forms, people, the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portfolio.wording.language import Both

FIRST_STEPS: dict[str, Both] = {
    # what a screen or dialog is for, over its help
    "about.budget": (
        "What each programme may spend in a fiscal year, and what is planned, bound and paid.",
        "事業・年度ごとの予算現額、予定、確認済額、支払済額を示す画面です。",
    ),
    "about.choices": (
        "A choice: nothing is changed by choosing. What cannot be done says why.",
        "選択の画面です。選んでも何も変更されません。できない項目は理由を示します。",
    ),
    "about.dialog": (
        "A dialog: tab goes from field to field, and esc leaves without a change. In a text field "
        "? is typed; F1 opens this help.",
        "入力の画面です。tabで次の項目、escで変更せずに閉じます。"
        "入力欄では?も文字として入力され、ヘルプはF1で開きます。",
    ),
    "about.differences": (
        "What differs between two days: figures, decisions with their people, what slipped.",
        "二つの時点の間で異なる金額、手続とその担当者、遅延したマイルストーンを示す画面です。",
    ),
    "about.entry": (
        "One entry of the journal in full. It can never change.",
        "台帳の記録一件の全文です。変更されることはありません。",
    ),
    "about.filters": (
        "Filters you saved for this list, with how much each finds; the first line saves another.",
        "この一覧で保存した絞込条件とその該当件数です。先頭の行で現在の条件を保存します。",
    ),
    "about.grant": (
        "Everything of one grant: milestones, reskilling, instalments, and what was done.",
        "交付決定一件のマイルストーン、学び直し、支払区分と経緯を示す画面です。",
    ),
    "about.import": (
        "What a file would bring. Nothing is saved before it is signed.",
        "ファイルの取込内容です。署名するまで保存されません。",
    ),
    "about.journal": (
        "Every move ever made, newest first; nothing of it can be altered.",
        "すべての手続を新しい順に示す画面です。改変はできません。",
    ),
    "about.jump": (
        "A letter stands over whatever one can go to: press it to go there, or esc to stay.",
        "移動できる場所に文字を表示しています。文字を押すと移り、escで元に戻ります。",
    ),
    "about.lookup": (
        "Anything is found by its code, its title or its name; the words typed must all be in it. "
        "Journal entries are found by the code of what they are about.",
        "コード、件名、名称で検索します。入力した語をすべて含むものが表示されます。"
        "台帳の記録は対象のコードで検索します。",
    ),
    "about.outlook": (
        "What comes next, as it is recorded: what is planned, what stands in its way, what slips.",
        "記録された今後の支払予定とその支障、期限の状況を示す画面です。",
    ),
    "about.people": (
        "Who may act, as what, under which login. Administrators change it, never for themselves.",
        "担当者の役割とログインです。変更は管理者が行い、自分自身については行えません。",
    ),
    "about.portfolio": (
        "Programmes with their sums, and beneath each its grants.",
        "事業の合計と、その交付決定の一覧です。",
    ),
    "about.programme": (
        "Terms in force and budget of one programme, each with its source.",
        "一事業の適用中の交付条件と予算を、出典とともに示す画面です。",
    ),
    "about.queue": (
        "What waits for whom, and since when; yours first.",
        "待ち先と待ち日数を示す最初の画面です。自分の分が先頭です。",
    ),
    "about.signing": (
        "A decision: every condition, met or not. It is done only when the code is typed and Sign "
        "is pressed. In a text field ? is typed; F1 opens this help.",
        "手続を決定する画面です。全条件の可否を示します。コードを入力し署名を押すまで"
        "実行されません。入力欄では?も文字として入力され、ヘルプはF1で開きます。",
    ),
    "about.text box": (
        "A text to read.",
        "本文を読む画面です。",
    ),
    "about.welcome": (
        "No portfolio is open yet: choose how to begin.",
        "台帳がまだ開かれていません。始め方を選んでください。",
    ),
    # the demonstration, opened from inside
    "demonstration.making": (
        "Making the demonstration: a few seconds ...",
        "実演用データを作成しています（数秒）…",
    ),
    "demonstration.opened": (
        "The demonstration: nothing of it is kept. T shows you around.",
        "実演用です。内容は保存されません。Tで案内を表示します。",
    ),
    # first steps in a portfolio without grants
    "first.about_demonstration": (
        "A portfolio full of examples; thrown away at the end.",
        "例の入った台帳です。終了時に破棄されます。",
    ),
    "first.about_import": (
        "Programmes and grants from a file; its plan is shown first.",
        "事業と交付決定をファイルから取り込みます。先に内容を示します。",
    ),
    "first.about_people": (
        "Officers, assessors, accounting: payment takes several people.",
        "交付担当官、評価者、支出官など。支払には複数の担当者を要します。",
    ),
    "first.about_programme_new": (
        "The scheme money is given under, and its budget.",
        "交付の根拠となる事業とその予算を登録します。",
    ),
    "first.about_template": (
        "To fill in grants with their milestones, then import it.",
        "交付決定とマイルストーンを記入し、取り込みます。",
    ),
    "first.demonstration": ("Open the demonstration instead", "実演用を開く"),
    "first.import": ("Import a file", "ファイルを取り込む"),
    "first.no_role_on_money": (
        "You hold no role on money: administrators never do. Make others known in People (u), "
        "with their roles and logins; a grant officer then enters programmes and grants.",
        "資金に関する役割はありません（管理者は兼ねられません）。担当者（u）で他の担当者を"
        "役割とログインとともに登録してください。事業と交付決定は交付担当官が登録します。",
    ),
    "first.nobody": (
        "Your login belongs to nobody known here: an administrator makes you known in People (u).",
        "このログインの担当者は登録されていません。管理者が担当者（u）で登録します。",
    ),
    "first.people": ("Let somebody else in", "担当者を登録する"),
    "first.programme_new": ("Start a programme", "事業を登録する"),
    "first.template": ("Write a workbook to fill in", "記入用ワークブックを作る"),
    "first.title": ("What to do next", "次に行うこと"),
    "first.you": ("You are {code}: {roles}.", "あなたは{code}（{roles}）です。"),
    # forms
    "form.about_administrator": (
        "An administrator lets people in and holds no role on money: not even their own.",
        "管理者は担当者を登録しますが、資金に関する役割は持てません。",
    ),
    "form.about_begin": (
        "You become its administrator under the login {login}. The file will be {place}.",
        "あなたがログイン{login}で管理者となります。ファイル：{place}",
    ),
    "form.about_forward": (
        "{place} was written by an older release. A copy of it as it is now is kept beside it; "
        "no entry is rewritten.",
        "{place}は旧版で作成されています。現在の内容の写しを同じ場所に保存します。"
        "既存の記録は書き換えません。",
    ),
    "form.about_programme": (
        "* is required. Terms (cure period, advances, recovery ...) and further budgets are added "
        "on the programme's own screen, or by a workbook.",
        "*は必須です。交付条件（是正期間、概算払、返還など）とその他の予算は、登録後に"
        "事業の画面かワークブックで追加します。",
    ),
    "form.about_record": (
        "* is required. It is added to what is recorded; nothing recorded is changed.",
        "*は必須です。登録済みの内容に追加され、既存の記録は変わりません。",
    ),
    "form.about_term": (
        "* is required. From its day on it takes the place of the version before, which stays on "
        "record.",
        "*は必須です。適用日から従前の版に代わります。従前の版も記録に残ります。",
    ),
    "form.enter": ("New {kind}", "{kind}の登録"),
    "form.initial_of": ("Initial budget {year}", "{year}当初予算"),
    "form.keys_template": (
        "enter writes",
        "enterで作成",
    ),
    "form.nothing_in_the_way": ("Nothing stands in the way.", "支障はありません。"),
    "form.programme_entered": (
        "The programme is entered. t on its row in the portfolio shows terms and budget.",
        "事業を登録しました。交付一覧の行でtを押すと交付条件と予算を表示します。",
    ),
    "form.schema_written": ("Written: {path}.", "作成しました：{path}。"),
    "form.template_written": (
        "Written: {path}. Fill it in, then import it with i.",
        "作成しました：{path}。記入後、iで取り込みます。",
    ),
    # people
    "people.about_roles": (
        "Whoever proposes, confirms and settles are three people; an administrator holds no role "
        "on money, and nobody changes their own roles.",
        "起案、確認、支払は別々の担当者が行います。管理者は資金に関する役割を兼ねられず、"
        "自分の役割は変更できません。",
    ),
    "people.add": ("Make somebody known", "担当者の登録"),
    "people.change": ("Roles and logins", "役割とログイン"),
    "people.done": ("Saved: {code}, entry {number}.", "保存しました：{code}（記録番号{number}）。"),
    "people.lacking": (
        "Nobody is trusted yet as: {roles}. a makes somebody known.",
        "担当者のいない役割：{roles}。aで登録します。",
    ),
    "people.logins_hint": ("with a comma between", "読点かコンマで区切る"),
    "people.you": ("you", "自分"),
    # a programme
    "programme.about_appropriations": (
        "Initial, supplementary or reserve, for a fiscal year.",
        "年度の当初予算、補正予算または予備費です。",
    ),
    "programme.about_budget_requests": (
        "What is asked for a coming fiscal year.",
        "翌年度以降の概算要求です。",
    ),
    "programme.about_carry_overs": (
        "Money that may be spent in the next year, with its approval.",
        "翌年度に繰り越す額とその承認です。",
    ),
    "programme.about_fund_balances": (
        "What a fund holds for the programme on a day.",
        "基準日の基金残高です。",
    ),
    "programme.about_import": (
        "Grants come in by a file; its plan is shown before anything is saved.",
        "交付決定はファイルで登録します。保存前に取込内容を示します。",
    ),
    "programme.about_outside_executions": (
        "Money spent without a payout in this portfolio.",
        "本台帳の支払によらない執行額です。",
    ),
    "programme.about_template": (
        "An empty workbook for grants with milestones, people and instalments.",
        "交付決定、マイルストーン、学び直し、支払区分を記入するワークブックです。",
    ),
    "programme.about_terms": (
        "A limit, rate or period from a day on, with where it stands.",
        "適用日からの上限、率または期間とその出典です。",
    ),
    "programme.entered": ("Entered in {code}.", "{code}に登録しました。"),
    "programme.from": ("From", "適用日"),
    "programme.grants": ("Show its grants", "交付決定を表示"),
    "programme.grants_about": (
        "The portfolio, with the grants of this programme alone.",
        "交付一覧をこの事業で絞り込みます。",
    ),
    "programme.import": ("Enter grants: import a file", "交付決定の登録：ファイル取込"),
    "programme.kind": ("What", "区分"),
    "programme.no_budget": (
        "No budget is recorded yet: a enters it.",
        "予算の登録がありません。aで登録します。",
    ),
    "programme.no_terms": (
        "No terms are recorded yet: a enters them.",
        "交付条件の登録がありません。aで登録します。",
    ),
    "programme.template": ("Enter grants: fill in a workbook", "交付決定の登録：記入用"),
    "programme.term": ("Term", "交付条件"),
    # the tour
    "tour.budget": (
        "Each fiscal year of each programme: budget, planned, confirmed, paid, left. {key} goes to "
        "the outlook.",
        "事業の年度ごとの予算現額、予定、確認済、支払済、残額です。{key}で見通しに移ります。",
    ),
    "tour.decide": (
        "{key} opens the decision on the row under the cursor: every condition, met or not. "
        "Nothing is done before a code is typed and Sign is pressed; esc leaves it.",
        "{key}でカーソル行の手続を開きます。全条件の可否を示し、コードを入力して署名を押すまで"
        "実行されません。escで閉じます。",
    ),
    "tour.end": (
        "{key} helps on every screen and in every dialog, ^p finds any action by name. F2 acts as "
        "somebody else: try to confirm what you proposed.",
        "{key}はどの画面でもヘルプを開き、^pは操作を名前で探します。"
        "F2で担当者を替えられます。自分の起案を自分で確認できるか試してください。",
    ),
    "tour.grant": (
        "One grant: milestones with levels, people trained, instalments, all with how far the "
        "figure can be trusted. {key} goes to the portfolio.",
        "交付決定一件です。マイルストーン、学び直し、支払区分を根拠区分とともに示します。"
        "{key}で交付一覧に移ります。",
    ),
    "tour.journal": (
        "Every move: who, when, on what, and why. It can never be altered. {key} goes back to the "
        "queue.",
        "すべての手続の担当者、日時、対象、理由です。改変はできません。{key}で処理待ちに戻ります。",
    ),
    "tour.offer": (
        "New here? T shows you around in eight steps.",
        "初めての方へ：Tで八段階の案内を表示します。",
    ),
    "tour.outlook": (
        "What comes next: what is planned and what stands in its way, what may have to be carried "
        "over, which days slip. {key} goes to the journal.",
        "今後の支払予定とその支障、繰越のおそれ、期限の超過です。{key}で台帳に移ります。",
    ),
    "tour.portfolio": (
        "Programmes with what is committed, paid, payable and at risk; beneath each its grants. "
        "t shows a programme's terms. {key} goes to the budget.",
        "事業ごとの交付決定額、支払額、要注意額と、その交付決定です。tで交付条件を表示します。"
        "{key}で予算に移ります。",
    ),
    "tour.queue": (
        "What waits, for whom, and since when: yours first. Below stands what the row under the "
        "cursor is about. {key} opens its grant.",
        "待ち先と待ち日数です。自分の分が先頭です。下の欄はカーソル行の説明です。"
        "{key}で交付決定を開きます。",
    ),
    "tour.ways": (
        "Tour {number} of {count}: enter or -> goes on, esc ends",
        "案内 {number}/{count}：enterか->で次へ、escで終了",
    ),
    # the welcome
    "welcome.about_begin": (
        "A new portfolio at {place}, with you as its first administrator. Nothing is written "
        "before you sign.",
        "{place}に台帳を開設し、あなたが最初の管理者となります。署名するまで作成されません。",
    ),
    "welcome.about_demo": (
        "Japan's public figures, with roles to act as, opened here at once. It is thrown away at "
        "the end: nothing of it is kept.",
        "日本の公表数値による実演用の台帳をここで開きます。担当者を替えて試せます。"
        "終了時に破棄され、何も保存されません。",
    ),
    "welcome.about_forward": (
        "The schema is brought to this release. A copy of the file as it is now is kept beside it.",
        "この版の形式に移行します。現在のファイルの写しを同じ場所に保存します。",
    ),
    "welcome.about_other": (
        "Name the file of another portfolio: its path is completed as you type.",
        "別の台帳のファイルを指定します。パスは入力中に補完されます。",
    ),
    "welcome.about_tour": (
        "The demonstration, with a small box that says what to look at and which key comes next.",
        "実演用を開き、見るところと次に押すキーを小さな枠で案内します。",
    ),
    "welcome.begin": ("Begin a portfolio here", "ここに台帳を開設する"),
    "welcome.begun": (
        "Begun, with you as its administrator.",
        "台帳を開設しました。あなたが管理者です。",
    ),
    "welcome.brought_forward": (
        "Brought forward. As it was before, it is kept at {copy}.",
        "移行しました。移行前の写し：{copy}",
    ),
    "welcome.demo": ("Try the demonstration", "実演用を試す"),
    "welcome.forward": ("Bring it forward", "この版に移行する"),
    "welcome.other": ("Open another portfolio", "別の台帳を開く"),
    "welcome.short_begin": ("you become its administrator", "管理者はあなたです"),
    "welcome.short_demo": ("nothing of it is kept", "何も保存されません"),
    "welcome.short_forward": ("a copy is kept", "写しを保存します"),
    "welcome.short_other": ("name its file", "ファイルを指定します"),
    "welcome.short_tour": ("eight steps, one minute", "八段階、一分ほど"),
    "welcome.stands_nothing": (
        "There is no portfolio yet at {place}.",
        "{place}に台帳はまだありません。",
    ),
    "welcome.stands_older": (
        "{place} was written by an older release; it has to be brought forward once.",
        "{place}は旧版で作成されています。一度だけ移行が必要です。",
    ),
    "welcome.title": ("Subsidy milestone portfolio", "補助金マイルストーン台帳"),
    "welcome.tour": ("Be shown around", "案内を受ける"),
    "welcome.what": (
        "Public money, paid when, and only when, its milestones and its training are there, and "
        "never by one person alone.",
        "マイルストーンの達成と学び直しの実績が確認されたときに限り、"
        "複数の担当者の確認を経て公的資金を支払うための台帳です。",
    ),
}
"""By the same keys as `LABELS`, of which it is a part."""
