import type { Moment, RowQuery, ViewReader } from '#event-sourcing';
import { type Policies, usualPolicies, waitsUnder } from './inbox-policy.js';
import type { Desk, Wait } from './inbox-waits.js';
import { inbox, inboxOrder, nextDate, type InboxRow } from './inbox.js';
import { rounds } from '../round/rounds.js';

export interface Somebody {
  readonly personId: string;
  readonly unitId?: string;
  readonly roles: readonly string[];
  /** Whether the person is an entitled member of the body now; absent: whoever leads signs. */
  readonly sitsIn?: (bodyId: string) => Promise<boolean>;
}

export interface WaitingQuery extends Somebody, Moment {
  readonly roundId?: string;
  readonly limit?: number;
  /** From a page's `next`. */
  readonly cursor?: string;
}

/** A row with those of its waits that this person may answer. */
export type WaitingItem = Pick<
  InboxRow,
  'subject' | 'id' | 'roundId' | 'number' | 'title' | 'status' | 'unit' | 'handler' | 'dueOn' | 'reopened' | 'waits'
>;

export interface WaitingPage {
  readonly rows: readonly WaitingItem[];
  readonly next?: string;
}

const CHUNK = 100;
const DEFAULT_LIMIT = 50;

const worksForUnit = ({ roles }: Somebody): boolean => roles.includes('unit-head') || roles.includes('reporter');

const ofUnit = ({ unitId }: Somebody, { unit }: InboxRow): boolean => unitId !== undefined && unit?.id === unitId;

const sitsAt: { readonly [At in Desk]: (who: Somebody, row: InboxRow) => boolean } = {
  office: ({ roles }) => roles.includes('office'),
  leader: ({ roles }) => roles.includes('leader'),
  'unit-head': (who, row) => ofUnit(who, row) && who.roles.includes('unit-head'),
  unit: (who, row) => row.handler?.id === who.personId || (ofUnit(who, row) && worksForUnit(who)),
};

const mayAnswer = (who: Somebody, row: InboxRow, { desk, barred }: Wait): boolean =>
  !barred.includes(who.personId) && sitsAt[desk](who, row);

type Where = NonNullable<RowQuery['where']>;

/** A handler acts in person, whatever the unit; the other desks come with a role. */
const desksOf = (who: Somebody): Where[] => [
  { handlerId: who.personId },
  ...(who.unitId !== undefined && worksForUnit(who) ? [{ unitId: who.unitId }] : []),
  ...(who.roles.includes('office') ? [{ office: 1 }] : []),
  ...(who.roles.includes('leader') ? [{ leaders: 1 }] : []),
];

/** The next rows of all desks together, in one order, none twice. */
const rowsBehind = async (reader: ViewReader, query: WaitingQuery, last: string): Promise<InboxRow[]> => {
  const { roundId, asOf, knownAt } = query;
  const found = new Map<string, InboxRow>();
  for (const desk of desksOf(query)) {
    // No order continues another with a blank: this is the least one that lies behind the last.
    const where = { ...desk, roundId, order: { from: `${last} ` } };
    const page = await reader.list(inbox, { where, sort: { column: 'order' }, limit: CHUNK, asOf, knownAt });
    for (const { row } of page.rows) found.set(inboxOrder(row), row);
  }
  const orders = [...found.keys()].sort().slice(0, CHUNK);
  return orders.map((order) => found.get(order)!);
};

/** Where a body's members sign, nobody else does. */
const seatedFor = async ({ sitsIn }: Somebody, waits: readonly Wait[]): Promise<Wait[]> => {
  const seated = await Promise.all(
    waits.map(({ desk, body }) => desk !== 'leader' || !body || !sitsIn || sitsIn(body.id)),
  );
  return waits.filter((_, i) => seated[i]);
};

const itemFor = async (who: Somebody, row: InboxRow, policies: Policies): Promise<WaitingItem | undefined> => {
  const { subject, id, roundId, number, title, status, unit, handler, reopened } = row;
  const answerable = waitsUnder(policies, row).filter((wait) => mayAnswer(who, row, wait));
  const waits = await seatedFor(who, answerable);
  return waits.length > 0
    ? { subject, id, roundId, number, title, status, unit, handler, dueOn: nextDate(row), reopened, waits }
    : undefined;
};

/** The policies of the rounds, each looked up once. */
const policiesIn = (reader: ViewReader, { asOf, knownAt }: Moment) => {
  const known = new Map<string, Promise<Policies>>();
  return (roundId: string): Promise<Policies> => {
    const found =
      known.get(roundId) ??
      reader.find(rounds, roundId, { asOf, knownAt }).then((round) => round?.row ?? usualPolicies);
    known.set(roundId, found);
    return found;
  };
};

/** What waits for this person, by due date. What the person may not answer is left out, not greyed out. */
export const waitingFor = async (reader: ViewReader, query: WaitingQuery): Promise<WaitingPage> => {
  const rows: WaitingItem[] = [];
  const policies = policiesIn(reader, query);
  let last = query.cursor ?? '';
  for (;;) {
    const chunk = await rowsBehind(reader, query, last);
    for (const row of chunk) {
      const item = await itemFor(query, row, await policies(row.roundId));
      if (!item) continue;
      if (rows.length === (query.limit ?? DEFAULT_LIMIT)) return { rows, next: last };
      rows.push(item);
      last = inboxOrder(row);
    }
    if (chunk.length < CHUNK) return { rows };
    last = inboxOrder(chunk.at(-1)!);
  }
};
