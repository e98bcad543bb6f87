import { datesIn, type FoundDate } from './dates.js';
import { sentencesOf, type Line, type Sentence } from './lines.js';
import type { LeadFacts } from './reading.js';

interface DatedSentence extends Sentence {
  readonly dates: readonly FoundDate[];
}

const teamName = /[一-龥]{0,16}?(?:中央|委|党组)第?[一二三四五六七八九十百\d]{0,3}轮?巡[察视]组/;
const beforeTeam = /^.*(?:[日由经据派]|期间|按照|根据|收到|接受)(?=.{3})/;
const inspected =
  /对((?:(?!对)[^,。;:]){2,40}?)(?:进行|开展|实施)了?(?:为期[^,。;]{1,10}的)?(?:[^,。;对]{0,8})(?:巡[察视]|“回头看”)/;
const deliveredTo = /向((?:(?!向)[^,。;:]){2,40}?)(?:党组织)?(?:进行了?|作了?)?反馈/;
const titleOf = /^(?:中共|中国共产党)?([^,。;:]{2,40}?)关于/;
const labelled = /^(?:被巡[察视](?:单位|党组织)|单位名称)[:]\s*([^,。;]{2,40})/;

const datedSentences = (lines: readonly Line[]): DatedSentence[] => {
  let prior: FoundDate | undefined;
  return lines.flatMap(sentencesOf).map((sentence) => {
    const dates = datesIn(sentence.key, true, prior);
    prior = dates.at(-1) ?? prior;
    return { ...sentence, dates };
  });
};

const captured = (lines: readonly Line[], pattern: RegExp): string | null => {
  for (const line of lines) {
    const match = pattern.exec(line.key);
    const at = match?.[1] === undefined ? -1 : match.index + match[0].indexOf(match[1]);
    if (at >= 0) return line.text.slice(at, at + match![1]!.length).trim();
  }
  return null;
};

const teamIn = (lines: readonly Line[]): string | null => {
  for (const line of lines) {
    const match = teamName.exec(line.key);
    if (match) return match[0].replace(beforeTeam, '');
  }
  return null;
};

const isRange = (key: string, from: FoundDate, to: FoundDate): boolean =>
  /^ ?(?:起?[至到]|[-~—–]{1,2}|—{1,2}) ?$/.test(key.slice(from.end, to.index));

const rangeIn = (sentences: readonly DatedSentence[]): readonly [FoundDate?, FoundDate?] => {
  for (const { key, dates } of sentences) {
    if (!/巡[察视]|进驻/.test(key)) continue;
    const at = dates.findIndex((date, index) => dates[index + 1] && isRange(key, date, dates[index + 1]!));
    if (at >= 0) return [dates[at]!, dates[at + 1]!];
  }
  return [];
};

const deliveryIn = (
  sentences: readonly DatedSentence[],
  range: readonly (FoundDate | undefined)[],
): FoundDate | undefined => {
  for (const { key, dates } of sentences) {
    const at = key.search(/反馈(?!(?:的|意见|问题)?[^,。]{0,4}整改)/);
    if (at < 0) continue;
    const days = dates.filter((date) => date.isDay && !range.includes(date) && !isAsOf(key, date));
    const delivered = days.findLast((date) => date.index < at) ?? days[0];
    if (delivered) return delivered;
  }
  return undefined;
};

const isAsOf = (key: string, date: FoundDate): boolean =>
  /截[至止](?:到|至|目前)?[(:,]? ?$/.test(key.slice(Math.max(0, date.index - 8), date.index));

const asOfIn = (sentences: readonly DatedSentence[]): string | null => {
  for (const { key, dates } of sentences) {
    const date = dates.find((candidate) => isAsOf(key, candidate));
    if (date) return date.to;
  }
  return null;
};

const organisationIn = (lines: readonly Line[]): string | null =>
  captured(lines, inspected) ?? captured(lines, labelled) ?? captured(lines, deliveredTo) ?? captured(lines, titleOf);

/**
 * Facts of the lead. The organisation is the inspected one by the name the text inspects it under
 * (对…进行了巡察), else the one it was delivered to, else the one that heads the title. An as-of month or year
 * means its last day.
 */
export const leadFactsIn = (lines: readonly Line[]): LeadFacts => {
  const sentences = datedSentences(lines);
  const [from, to] = rangeIn(sentences);
  const delivered = deliveryIn(sentences, [from, to]);
  return {
    organisation: organisationIn(lines),
    team: teamIn(lines),
    inspectedFrom: from?.from ?? null,
    inspectedTo: to?.to ?? null,
    deliveredOn: delivered?.from ?? null,
    asOf: asOfIn(sentences),
  };
};
