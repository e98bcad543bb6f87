const MASK = '***';

/** Most lines hold nothing of the kind; one look spares them the rest. */
const SUSPECT = /\/\/|eyJ|rk_|earer |assword|ecret|oken|ookie|uthorization/;

const NAMES = '(?:authorization|(?:set-)?cookie|\\w*password|\\w*secret|\\w*token)';

const RULES: readonly (readonly [RegExp, string])[] = [
  // Up to the last @ of the word, because a password may hold a slash or an @ that nobody coded.
  [/\/\/(?:[^\s"\\]|\\.)*@/g, `//${MASK}@`],
  [/([?&]\w*(?:password|secret|token)=)[^&\s"\\]*/gi, `$1${MASK}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, MASK],
  // Of an API key the first part is public, and tells whose it is.
  [/(rk_[a-z2-7]{10}_)[\w-]+/g, `$1${MASK}`],
  [/(\bbearer +)[\w.~+/=-]+/gi, `$1${MASK}`],
  [new RegExp(`("${NAMES}"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, 'gi'), `$1${MASK}`],
  // The same as text within JSON, where each quote is escaped.
  [new RegExp(`(\\\\"${NAMES}\\\\"\\s*:\\s*\\\\")(?:[^"\\\\]|\\\\[^"])*`, 'gi'), `$1${MASK}`],
];

/** The text without what gives access: passwords in addresses, tokens, and values under the names of such things. */
export const masked = (text: string): string =>
  SUSPECT.test(text) ? RULES.reduce((left, [pattern, by]) => left.replace(pattern, by), text) : text;
