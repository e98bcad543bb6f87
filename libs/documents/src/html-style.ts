/** Official look on screen and on A4: sizes are 二号 22pt, 三号 16pt, 四号 14pt; margins are those of GB/T 9704. */
export const PAPER_CSS = `@page {
  size: A4;
  margin: 37mm 26mm 35mm 28mm;
  @bottom-center { content: "— " counter(page) " —"; font: 14pt "SimSun", "宋体", serif; }
}
* { box-sizing: border-box; }
body { margin: 0; background: #f2f2f0; color: #111; }
article {
  max-width: 210mm; margin: 0 auto; padding: 20mm 26mm; background: #fff;
  font: 16pt/1.75 "仿宋_GB2312", "仿宋", "FangSong", "STFangsong", "Noto Serif CJK SC", serif;
  overflow-wrap: anywhere;
}
p, h2, h3, h4 { margin: 0; text-indent: 2em; }
h1, h2, h3, h4 { font-size: inherit; font-weight: normal; break-after: avoid; }
h1 {
  margin: 0; font-size: 22pt; line-height: 1.5; text-align: center; text-wrap: balance;
  font-family: "方正小标宋简体", "FZXiaoBiaoSong-B05S", "STZhongsong", "SimSun", "Noto Serif CJK SC", serif;
}
h2 { margin-top: .5em; font-family: "黑体", "SimHei", "STHeiti", "Noto Sans CJK SC", sans-serif; }
h3 { font-family: "楷体_GB2312", "楷体", "KaiTi", "STKaiti", serif; }
h4 { font-weight: bold; }
.subtitle, .number { margin-bottom: 1em; text-align: center; text-indent: 0; }
.addressee, .signing { text-indent: 0; }
.signing { margin-top: .5em; }
.annex { margin-top: 1.75em; padding-left: 5em; text-indent: -3em; }
.annex + .annex { margin-top: 0; text-indent: 0; }
.colophon { padding: .3em 1em .3em 4em; border-top: 1px solid; font-size: 14pt; text-indent: -3em; }
:not(.colophon) + .colophon { margin-top: 2em; border-top-width: 1.4px; }
.colophon:last-child { border-bottom: 1.4px solid; }
.item { margin-top: .3em; }
.signature { text-align: right; text-indent: 0; padding-right: 2em; break-inside: avoid; }
.paragraph + .signature { margin-top: 2em; }
.note { font-size: 12pt; color: #333; }
.signature + .note { margin-top: 1.5em; padding-top: .5em; border-top: 1px solid #999; }
@media screen and (max-width: 60rem) { article { padding: 1.5rem 1.25rem; font-size: 1.1rem; } h1 { font-size: 1.5rem; } }
@media print { body { background: none; } article { max-width: none; padding: 0; } }
`;
