export type Value = string | number | readonly string[];

/** SQL with places for values, which never become a part of its text. `Row` is what it answers. */
export class Sql<Row = unknown> {
  readonly row?: Row;

  /** There is a value between each text and the next one. */
  constructor(
    readonly texts: readonly string[],
    readonly values: readonly Value[],
  ) {}
}

type Part = Value | Sql;

const composed = <Row>(between: readonly string[], parts: readonly Part[]): Sql<Row> => {
  const texts: string[] = [];
  const values: Value[] = [];
  let text = between[0]!;
  const put = (value: Value, next: string) => {
    texts.push(text);
    values.push(value);
    text = next;
  };
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (part instanceof Sql) {
      text += part.texts[0]!;
      for (let at = 0; at < part.values.length; at++) put(part.values[at]!, part.texts[at + 1]!);
    } else put(part, '');
    text += between[i + 1]!;
  }
  texts.push(text);
  return new Sql<Row>(texts, values);
};

/** What stands in `${…}` is a value, unless it is SQL itself. */
export const sql = <Row = unknown>(texts: TemplateStringsArray, ...parts: readonly Part[]): Sql<Row> =>
  composed(texts, parts);

/** Text of the program's own; nothing of a request may be in it. */
export const raw = (text: string): Sql => new Sql([text], []);

/** The name of a table, a column or an index. */
export const named = (name: string): Sql => raw(`"${name.replaceAll('"', '""')}"`);

export const joined = (parts: readonly Part[], separator = ', '): Sql =>
  composed(['', ...Array<string>(Math.max(0, parts.length - 1)).fill(separator), ''], parts);

/** As SQLite takes it. */
export const withQuestionMarks = ({ texts }: Sql): string => texts.join('?');

/** As PostgreSQL takes it. */
export const withNumbers = ({ texts }: Sql): string => texts.reduce((whole, text, i) => `${whole}$${i}${text}`);
