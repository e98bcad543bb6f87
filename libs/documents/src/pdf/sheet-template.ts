/** Tables on A4 across: the typeface as large as the columns allow, the header on every page. Everything comes as data. */
export const SHEET_TEMPLATE = String.raw`
#let sheet = json(bytes(sys.inputs.sheet))
#let room = 277mm

#set document(
  title: sheet.title,
  author: sheet.author,
  description: sheet.description,
  keywords: sheet.keywords,
  date: datetime(year: sheet.on.at(0), month: sheet.on.at(1), day: sheet.on.at(2)),
)
#set page(
  paper: "a4", flipped: true, margin: (x: 10mm, top: 14mm, bottom: 14mm),
  footer: context align(center, text(size: 8pt, {
    [第 #counter(page).get().first() 页，共 #counter(page).final().first() 页]
  })),
)
#set text(font: ("Noto Serif SC",), size: 9pt, lang: "zh", region: "cn", cjk-latin-spacing: none)
#set par(leading: 0.5em, spacing: 0.5em)
#show heading: it => it.body

#let lines(text) = text.split("\n").join(linebreak())
#let short = 12
#let cell(row, at) = {
  let text = row.cells.at(at)
  let body = if text.len() > short { lines(text) } else { align(center, text) }
  if at == 0 and row.kept { table.cell(breakable: false, body) } else { body }
}
#let ruled(t) = {
  let total = t.columns.map(c => c.width).sum()
  let size = calc.min(9pt, room / total * 0.94)
  set text(size: size)
  table(
    columns: t.columns.map(c => room * c.width / total),
    stroke: 0.4pt, inset: (x: 0.15em, y: 0.35em), align: left + horizon,
    table.header(..t.columns.map(c => table.cell(
      align: center + horizon, text(font: ("Noto Sans SC",), weight: "medium", c.title),
    ))),
    ..t.rows.map(row => range(row.cells.len()).map(at => cell(row, at))).flatten(),
  )
}

#for (at, t) in sheet.tables.enumerate() {
  if at > 0 { pagebreak() }
  heading(level: 1, block(width: 100%, below: 10pt, align(center, text(size: 18pt, weight: "bold", t.title))))
  for line in t.lines { par(line) }
  v(2pt)
  ruled(t)
  for line in t.closing { strong(line) }
}
`;
