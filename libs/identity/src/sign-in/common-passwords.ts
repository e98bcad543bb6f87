/** Words that passwords of many people are made of, the longer ones first. */
const WORDS = (
  'administrator changeme iloveyou password passw0rd sunshine princess football baseball superman trustno1 zhongguo woaini ' +
  'welcome letmein monkey dragon master shadow michael qweasd beijing system default secret admin ' +
  'login hello guest huawei china mima root user test temp pass love nihao ' +
  'asd abc qaz wsx qwe'
)
  .split(' ')
  .toSorted((one, other) => other.length - one.length);

/** Neighbours on a keyboard, row by row and column by column, and what is counted up. */
const LINES = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'qazwsxedcrfvtgbyhnujm',
];
const BACKWARDS = LINES.map((line) => [...line].toReversed().join(''));

/** Dates, and the numbers that sound like words in Chinese. */
const NUMBERS = /(19|20)\d{2}(0?[1-9]|1[0-2])?(0?[1-9]|[12]\d|3[01])?|5201314|1314520|1314|520|666+|888+/g;
const SHORTEST_RUN = 3;
/** Letters and digits of one's own, different ones: what nobody guesses from a list. */
const LEAST_OWN = 5;

const MEANT: Readonly<Record<string, string>> = { '@': 'a', $: 's', '!': 'i', '0': 'o', '3': 'e', '4': 'a', '5': 's' };

/** As a list of guesses has it: p@ssw0rd is password. */
const spelt = (text: string): string => text.replaceAll(/[@$!0345]/g, (sign) => MEANT[sign]!);

const isRun = (text: string): boolean => [...LINES, ...BACKWARDS].some((line) => line.includes(text));

const runAt = (text: string, at: number): number => {
  let length = 1;
  while (at + length < text.length && isRun(text.slice(at, at + length + 1))) length += 1;
  return length;
};

const withoutRuns = (text: string): string => {
  let left = '';
  for (let at = 0; at < text.length;) {
    const length = runAt(text, at);
    left += length < SHORTEST_RUN ? text.slice(at, at + length) : ' ';
    at += length;
  }
  return left;
};

const withoutWords = (text: string): string => WORDS.reduce((left, word) => left.replaceAll(word, ' '), text);

const ownSigns = (text: string): number => new Set(text.replaceAll(/[^\p{L}\p{N}]/gu, '')).size;

/** What is left of it without words, years, sequences and repetitions that everybody thinks of is nearly nothing. */
export const isCommon = (password: string): boolean => {
  const text = password.normalize('NFKC').toLowerCase();
  const asWritten = withoutWords(withoutRuns(withoutWords(text.replaceAll(NUMBERS, ' '))));
  const asMeant = withoutWords(withoutRuns(withoutWords(spelt(text))));
  return Math.min(ownSigns(asWritten), ownSigns(asMeant)) < LEAST_OWN;
};
