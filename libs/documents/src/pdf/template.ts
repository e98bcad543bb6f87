/**
 * The look of GB/T 9704 in Typst: A4, 22 lines of 28 characters, 二号 titles, 三号 text, page numbers at the outer edge.
 * The paper comes as data, so that nothing that users wrote is ever read as markup.
 */
export const PAPER_TEMPLATE = String.raw`
#let paper = json(bytes(sys.inputs.paper))
#let song = ("Noto Serif SC",)
#let gothic = ("Noto Sans SC",)
#let pitch = 28.95pt
#let body-size = 156mm / 28
#let lines(size, pitch) = (leading: pitch - size, spacing: pitch - size)

#set document(
  title: paper.title,
  author: paper.author,
  description: paper.description,
  keywords: paper.keywords,
  date: datetime(year: paper.on.at(0), month: paper.on.at(1), day: paper.on.at(2)),
)
#set page(
  paper: "a4",
  margin: (top: 37mm, bottom: 35mm, inside: 28mm, outside: 26mm),
  binding: left,
  footer-descent: 7mm,
  footer: context {
    let number = counter(page).get().first()
    set text(size: 14pt)
    align(if calc.odd(number) { right } else { left }, pad(x: 14pt)[— #number —])
  },
)
#set text(
  font: song, size: body-size, lang: "zh", region: "cn", cjk-latin-spacing: none,
  top-edge: 0.88em, bottom-edge: -0.12em, number-type: "lining", overhang: false,
)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), ..lines(body-size, pitch))
#set block(spacing: pitch - body-size)

#let words(b) = { if "bold" in b { strong(b.bold) }; b.plain }
// A word that was broken anywhere leaves its line ragged rather than the others stretched.
#let told(b) = par(justify: not b.ragged, words(b))
#let flush(b, ..how) = { set par(first-line-indent: 0pt, ..how); par(words(b)) }
#let level(depth, face, weight) = b => heading(
  level: depth,
  block(sticky: true, text(font: face, weight: weight, size: body-size, par(words(b)))),
)
#show heading: set block(above: pitch - body-size, below: pitch - body-size)
#show heading: it => it.body

#let title(b) = heading(level: 1, outlined: true, block(below: pitch, width: 100%, {
  set align(center)
  set text(size: 22pt, weight: "bold")
  set par(justify: false, first-line-indent: 0pt, ..lines(22pt, 35pt))
  b.lines.join(linebreak())
}))
#let centred(b) = block(below: pitch, width: 100%, align(center, flush(b, justify: false)))
#let noted = paper.blocks.any(b => b.kind == "note")
#let signature(b) = block(
  above: if b.first { 2 * pitch } else { pitch - body-size },
  // Beneath it notes begin: one alone on a last page would belong to nothing.
  sticky: not b.last or noted,
  width: 100%,
  align(right, pad(right: b.edge * 1em, flush(b, justify: false))),
)
// The day stands at the right edge, beneath the line where both have no room on one.
#let day = "　　年　　月　　日"
#let signing(b) = {
  let dated = b.plain.ends-with(day)
  let line = if dated { b.plain.slice(0, b.plain.len() - day.len()) } else { b.plain }
  block(above: pitch - body-size + 8pt, width: 100%, layout(room => {
    set par(first-line-indent: 0pt, justify: false)
    let beneath = measure(line + day).width > room.width
    par({ line; if dated { if beneath { linebreak() }; h(1fr); box(day) } })
  }))
}
#let annex(b) = block(
  above: if b.first { pitch + pitch - body-size } else { pitch - body-size },
  pad(left: if b.first { 2em } else { 5em }, flush(b, hanging-indent: if b.first { 4.2em } else { 1.2em })),
)
#let note(b) = {
  set text(size: 12pt)
  set par(..lines(12pt, 20pt))
  block(above: if b.first { pitch } else { 8pt }, told(b))
}
#let colophon(b) = {
  if b.first { v(1fr) }
  block(
    above: 0pt, width: 100%, inset: (x: 14pt, y: 7pt), breakable: false, sticky: not b.last,
    stroke: (top: if b.first { 1pt } else { 0.7pt }, bottom: if b.last { 1pt } else { none }),
    { set text(size: 14pt); set par(hanging-indent: 3em, ..lines(14pt, 20pt)); flush(b, justify: false) },
  )
}

#let kinds = (
  title: title,
  subtitle: centred,
  number: centred,
  addressee: flush,
  section: level(2, gothic, "medium"),
  area: level(3, song, "bold"),
  heading: level(4, song, "bold"),
  item: told,
  paragraph: told,
  annex: annex,
  signature: signature,
  signing: signing,
  note: note,
  colophon: colophon,
)
#for b in paper.blocks { (kinds.at(b.kind))(b) }
`;
