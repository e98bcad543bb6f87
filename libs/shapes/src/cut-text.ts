const graphemes = new Intl.Segmenter('zh-CN', { granularity: 'grapheme' });

/** Of a longer text what fits into so many UTF-16 units together with the mark that it was cut; no character is torn. */
export const cutText = (text: string, longest: number, mark = '…'): string => {
  if (text.length <= longest) return text;
  const room = longest - mark.length;
  const last = graphemes.segment(text).containing(room);
  return text.slice(0, last?.index ?? room) + mark;
};
