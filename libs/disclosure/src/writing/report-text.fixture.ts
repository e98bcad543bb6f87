import { strFromU8, unzipSync } from 'fflate';

// Each reader takes the markup off one format and leaves the printed paragraphs, so that the formats can be compared.

export const linesOfMarkdown = (markdown: string): string[] =>
  markdown
    .trimEnd()
    .split('\n\n')
    .map((line) =>
      line
        .replace(/^(#{1,4}|>) /, '')
        .replace(/^\*\*(.*?)\*\*/, '$1')
        .replace(/\\([!-/:-@[-`{-~])/g, '$1'),
    );

const decoded = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

export const linesOfHtml = (html: string): string[] =>
  [...html.matchAll(/<(h[1-4]|p)\b[^>]*>(.*?)<\/\1>/gs)].map((match) => decoded(match[2]!.replace(/<[^>]*>/g, '')));

export const partOfDocx = (docx: Uint8Array, name: string): string => strFromU8(unzipSync(docx)[name]!);

export const linesOfDocx = (docx: Uint8Array): string[] =>
  [...partOfDocx(docx, 'word/document.xml').matchAll(/<w:p>.*?<\/w:p>/gs)].map((paragraph) =>
    [...paragraph[0].matchAll(/<w:t\b[^>]*>(.*?)<\/w:t>/gs)].map((text) => decoded(text[1]!)).join(''),
  );

const TOKEN = /<\?[^>]*\?>|<(\/?)([\w:.-]+)(?:\s+[\w:.-]+="[^"<]*")*\s*(\/?)>|&(?:amp|lt|gt|quot|apos|#\d+);|[^<>&]/gsu;

const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const notMarkup = (xml: string): string | undefined => {
  const rest = xml.replace(TOKEN, '');
  if (rest !== '') return `not XML: ${rest.slice(0, 40)}`;
  return FORBIDDEN.test(xml) ? 'a character that XML forbids' : undefined;
};

/** The first flaw of an XML text, `undefined` if well-formed. Knows what an office package uses: no DTD, no CDATA. */
export const flawOfXml = (xml: string): string | undefined => {
  const open: string[] = [];
  for (const [, closing, name, empty] of xml.matchAll(TOKEN)) {
    if (!name || empty) continue;
    if (!closing) open.push(name);
    else if (open.pop() !== name) return `unexpected </${name}>`;
  }
  return open.length > 0 ? `never closed: ${open.join(' ')}` : notMarkup(xml);
};
