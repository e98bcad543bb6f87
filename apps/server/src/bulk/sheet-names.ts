import { foldedName } from '#contracts';
import { type Actor, type Engine, RuleBroken, type View } from '#event-sourcing';
import { BadShape } from '#event-sourcing-nest';
import { people, type PersonRow, units } from '#identity';
import { register, type Visibility } from '#rectification';

type Row = Readonly<Record<string, unknown>>;
type Resolve = (value: string, field: string, row: Row) => Promise<string>;

/** 王强(G017): the name, and the staff number in the brackets. */
const WITH_NUMBER = /^([^()]+)\(([^()]+)\)$/;

const ROUND_MISSING = '表格以序号指明问题，须填写 roundId / issues are named by number: say of which round';

/** What a sheet names in words, as the ids that commands take. What is not one thing is refused in its row. */
export class SheetNames {
  readonly #found = new Map<string, Promise<readonly { readonly id: string }[]>>();
  #numbers?: Promise<ReadonlyMap<string, string>>;

  constructor(
    private readonly engine: Engine,
    private readonly visibility: Visibility,
    private readonly asked: { readonly who: Actor; readonly roundId?: string },
  ) {}

  async named(row: Row): Promise<Row> {
    // The unit first: of two people of one name it is the unit's own who handles its issue.
    const leadUnitId = await this.#each(row, 'leadUnitId', this.#unit);
    const found = { ...row, ...leadUnitId };
    return {
      ...found,
      ...(await this.#each(found, 'id', this.#issue)),
      ...(await this.#each(found, 'issueIds', this.#issue)),
      ...(await this.#each(found, 'supportingUnitIds', this.#unit)),
      ...(await this.#each(found, 'leaderId', this.#person)),
      ...(await this.#each(found, 'handlerId', this.#person)),
    };
  }

  async #each(row: Row, field: string, resolve: Resolve): Promise<Row> {
    const value = row[field];
    if (typeof value === 'string') return { [field]: await resolve(value, field, row) };
    if (!Array.isArray(value)) return {};
    return { [field]: await Promise.all(value.map((one) => resolve(String(one), field, row))) };
  }

  readonly #issue: Resolve = async (number, field) => {
    this.#numbers ??= this.#ofRound();
    const id = (await this.#numbers).get(number.normalize('NFKC').trim());
    if (id === undefined) throw new RuleBroken('issue.unknown', { field, number });
    return id;
  };

  readonly #unit: Resolve = async (name, field) => {
    const found = await this.#rows(units, { folded: foldedName(name), dissolved: 0 });
    return only(found, 'unit', { field, name });
  };

  readonly #person: Resolve = async (text, field, { leadUnitId }) => {
    const [, name = text, number] = WITH_NUMBER.exec(text.normalize('NFKC')) ?? [];
    const byNumber = await this.#rows(people, { staffNumber: foldedName(number ?? name), merged: 0 });
    if (number !== undefined || byNumber.length > 0) {
      const same = byNumber.filter((one) => number === undefined || foldedName(one.name) === foldedName(name));
      return only(same, 'person', { field, name: text });
    }
    const found = await this.#rows(people, { folded: foldedName(name) });
    const own = field === 'handlerId' ? found.filter((one) => one.unitId === leadUnitId) : [];
    return only(own.length === 1 ? own : found, 'person', { field, name });
  };

  #rows<R extends { readonly id: string }>(view: View<R>, where: Readonly<Record<string, string | number>>) {
    const key = JSON.stringify([view.name, where]);
    const rows = this.#found.get(key) ?? this.engine.lookup.rows(view, where);
    this.#found.set(key, rows);
    return rows as Promise<readonly R[]>;
  }

  /** Of what the one who asks sees: the rest is not there. */
  async #ofRound(): Promise<ReadonlyMap<string, string>> {
    const { who, roundId } = this.asked;
    if (roundId === undefined) throw new BadShape([{ field: 'roundId', message: ROUND_MISSING }]);
    const sight = await this.visibility.now(who);
    const listed = await this.engine.lookup.rows(register, { roundId });
    const seen = listed.filter(({ kind, id }) => kind === 'issue' && (!sight || sight.issues.has(id)));
    return new Map(seen.map(({ number, id }) => [number.normalize('NFKC').trim(), id]));
  }
}

const told = ({ id, ...more }: { readonly id: string } & Partial<PersonRow>) => {
  const { name, staffNumber, unit } = more;
  return { id, name, staffNumber, unit };
};

const only = (
  found: readonly ({ readonly id: string } & Partial<PersonRow>)[],
  what: 'unit' | 'person',
  details: { readonly field: string; readonly name: string },
): string => {
  const [first, ...others] = found;
  if (!first) throw new RuleBroken(`${what}.unknown`, details);
  if (others.length > 0) throw new RuleBroken('sheet.name-ambiguous', { ...details, candidates: found.map(told) });
  return first.id;
};
