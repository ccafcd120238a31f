# Japanese writes full-width characters, on purpose
"""What can be wrong in a plan that was filled in as tables: English phrases and their Japanese."""

from __future__ import annotations

PLAN_PHRASES = {
    "add it there, or write another code ({})": (
        "そこに追加するか、別のコード（{}）を記入してください"
    ),
    "changes '{}', and a change needs a reason": "「{}」の変更ですが、変更には理由が必要です",
    "declares a document type": "文書型宣言があります",
    "delete one of the two": "いずれか一方を削除してください",
    "delete one of the two rows, or give it another code or number": (
        "いずれかの行を削除するか、別のコードか番号を付けてください"
    ),
    "delete what stands there": "そこの記入を削除してください",
    "export as plan-csv to import it again": "再び取り込むには、plan-csvで書き出してください",
    "export the plan again and make the changes there": (
        "計画を書き出し直し、そこで変更してください"
    ),
    "fill in this cell": "このセルに記入してください",
    "format the cell as a date, or write 2026-11-30": (
        "セルを日付の書式にするか、2026-11-30のように記入してください"
    ),
    "format the cell as text and write it again": "セルを文字列の書式にして、記入し直してください",
    "format the cell as text and write it again, such as 1/3": (
        "セルを文字列の書式にして、1/3のように記入し直してください"
    ),
    "format the cell as text or number": "セルを文字列か数値の書式にしてください",
    "give each line a cell for each column, and quote those with commas": (
        "各行のセルの数を列の数に合わせ、コンマを含むものは引用符で囲んでください"
    ),
    "give the reason with --reason": "--reasonで理由を示してください",
    "has more digits than the {} a spreadsheet keeps": "表計算ソフトが保持する{}桁を超えています",
    "has more than {} parts": "{}を超える部品があります",
    "has taken effect since this was exported": "がこの書き出しの後に効力を生じています",
    "has two parts of one name": "同名の部品が二つあります",
    "has {} cells where the first line has {}": "セルが{}個ありますが、1行目は{}個です",
    "holds more than {} files": "{}を超えるファイルがあります",
    "holds no table of a plan": "計画の表がありません",
    "is a damaged Excel workbook": "破損したExcelブックです",
    "is a date": "日付です",
    "is a formula": "数式です",
    "is a number and no date": "数値であり、日付ではありません",
    "is a number where text is expected": "文字列であるべき箇所の数値です",
    "is a truth value": "真偽値です",
    "is an amount of an unknown currency": "通貨の分からない金額です",
    "is an error of the spreadsheet": "表計算ソフトのエラー値です",
    "is beyond column {}": "{}列より右にあります",
    "is in no row of {}": "{}のどの行にもありません",
    "is merged from several cells": "結合されたセルです",
    "is more than {} rows in one file": "一つのファイルの{}行を超えています",
    "is no column of {}": "{}の列ではありません",
    "is no table of a plan": "計画の表ではありません",
    "is no word of the list": "選択肢にない語です",
    "is not CSV: {}": "CSVではありません（{}）",
    "is not an Excel workbook": "Excelブックではありません",
    "is not called as a workbook": "Excelブックの名前ではありません",
    "is not the currency of the programme": "事業の通貨ではありません",
    "is stored as '{}', and does not change by a file": (
        "「{}」と登録されており、ファイルでは変更されません"
    ),
    "is the same table as {}": "{}と同じ表です",
    "is there already": "既に存在します",
    "let it end in .xlsx": "末尾を.xlsxにしてください",
    "name a folder of CSV files": "CSVファイルのフォルダーを指定してください",
    "name a portfolio file (.xlsx)": "portfolio形式のファイル（.xlsx）を指定してください",
    "name another file": "別のファイルを指定してください",
    "name it like one of {}": "次のいずれかの名称にしてください：{}",
    "name the column in the first row, or delete what stands there": (
        "1行目に列名を記入するか、そこの記入を削除してください"
    ),
    "put a value there": "値を記入してください",
    "put it back; what can change here by an amendment: {}": (
        "元に戻してください。変更手続で変更できる項目：{}"
    ),
    "put its rows into one sheet": "行を一つのシートにまとめてください",
    "put the value itself there (paste as value)": "値そのものを記入してください（値の貼り付け）",
    "save it anew as .xlsx": ".xlsxとして保存し直してください",
    "says that this is an export as {}": "{}による書き出しと記されています",
    "stands above two columns": "二つの列にあります",
    "stands in a column without a name": "列名のない列にあります",
    "stands in row {} already": "既に{}行目にあります",
    "take it out of the folder": "フォルダーから取り除いてください",
    "unmerge it: one value a cell": "結合を解除し、セルごとに一つの値としてください",
    "unpacks to more than {} bytes": "展開すると{}バイトを超えます",
    "unpacks to more than {} times its size": "展開すると元の{}倍を超えます",
    "was made a date by the spreadsheet": "表計算ソフトにより日付に変換されています",
    "write the currency of its grant, or put the programme into the same file": (
        "交付決定の通貨を記入するか、同じファイルに事業を含めてください"
    ),
}
"""As `JAPANESE_PHRASES` in `problems`; each is written where the check is."""
