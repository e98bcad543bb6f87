import type { PlainDate, RowQuery, ViewReader } from '#event-sourcing';
import { type Policies, usualPolicies, waitsUnder } from './inbox-policy.js';
import { daysAfter } from './days-after.js';
import { REVIEW_AHEAD_DAYS, timely } from './inbox-dates.js';
import type { Desk, Wait } from './inbox-waits.js';
import { inbox, inboxOrder, type InboxRow } from './inbox.js';
import { rounds } from '../round/rounds.js';

export interface Somebody {
  readonly personId: string;
  readonly unitId?: string;
  readonly roles: readonly string[];
  /** Whether the person is an entitled member of the body now; absent: whoever leads signs. */
  readonly sitsIn?: (bodyId: string) => Promise<boolean>;
}

export interface WaitingQuery extends Somebody {
  readonly today: PlainDate;
  readonly roundId?: string;
  /** Rows that come before this in their order are left out. */
  readonly from?: string;
}

/** A row with those of its waits that this person may answer. */
export interface WaitingRow {
  readonly row: InboxRow;
  readonly waits: readonly Wait[];
}

const CHUNK = 100;

const worksForUnit = ({ roles }: Somebody): boolean => roles.includes('unit-head') || roles.includes('reporter');

const ofUnit = ({ unitId }: Somebody, { unit }: InboxRow): boolean => unitId !== undefined && unit?.id === unitId;

const isInCharge = ({ roles, personId }: Somebody, { leader }: InboxRow): boolean =>
  roles.includes('leader') && leader?.id === personId;

const sitsAt: { readonly [At in Desk]: (who: Somebody, row: InboxRow) => boolean } = {
  office: ({ roles }) => roles.includes('office'),
  leader: ({ roles }) => roles.includes('leader'),
  'in-charge': isInCharge,
  'unit-head': (who, row) => ofUnit(who, row) && who.roles.includes('unit-head'),
  unit: (who, row) => row.handler?.id === who.personId || (ofUnit(who, row) && worksForUnit(who)),
  overseers: (who, row) => ['office', 'inspector'].some((role) => who.roles.includes(role)) || isInCharge(who, row),
};

const mayAnswer = (who: Somebody, row: InboxRow, { desk, barred }: Wait): boolean =>
  !barred.includes(who.personId) && sitsAt[desk](who, row);

type Where = NonNullable<RowQuery['where']>;

/** A handler acts in person, whatever the unit; the other desks come with a role. Some look at what is due only. */
const desksOf = (who: WaitingQuery): Where[] => {
  const { personId, unitId, roles, today, from = '' } = who;
  const order = { from };
  const role = (name: string, ...desks: Where[]): Where[] => (roles.includes(name) ? desks : []);
  return [
    { handlerId: personId, order },
    ...(unitId !== undefined && worksForUnit(who) ? [{ unitId, order }] : []),
    ...role('office', { office: 1, order }, { open: 1, order: { from, to: daysAfter(today, REVIEW_AHEAD_DAYS + 1) } }),
    ...role(
      'leader',
      { leaders: 1, order },
      { claiming: personId, order },
      { inCharge: personId, open: 1, order: { from, to: today } },
    ),
    ...role('inspector', { open: 1, order: { from, to: today } }),
  ];
};

/** The next rows of all desks together, in one order, none twice. */
const rowsOf = async (reader: ViewReader, query: WaitingQuery): Promise<InboxRow[]> => {
  const found = new Map<string, InboxRow>();
  for (const desk of desksOf(query)) {
    const where = { ...desk, roundId: query.roundId };
    const page = await reader.list(inbox, { where, sort: { column: 'order' }, limit: CHUNK });
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

const waitsFor = (who: WaitingQuery, row: InboxRow, policies: Policies): Promise<Wait[]> => {
  const asked = [...waitsUnder(policies, row), ...timely(row, who.today)];
  return seatedFor(
    who,
    asked.filter((wait) => mayAnswer(who, row, wait)),
  );
};

/** The policies of the rounds, each looked up once. */
const policiesIn = (reader: ViewReader) => {
  const known = new Map<string, Promise<Policies>>();
  return (roundId: string): Promise<Policies> => {
    const found = known.get(roundId) ?? reader.find(rounds, roundId).then((round) => round?.row ?? usualPolicies);
    known.set(roundId, found);
    return found;
  };
};

/** What waits for this person, by due date. What the person may not answer is left out, not greyed out. */
export const waitingFor = async function* (reader: ViewReader, query: WaitingQuery): AsyncGenerator<WaitingRow> {
  const policies = policiesIn(reader);
  let { from = '' } = query;
  for (;;) {
    const chunk = await rowsOf(reader, { ...query, from });
    for (const row of chunk) {
      const waits = await waitsFor(query, row, await policies(row.roundId));
      if (waits.length > 0) yield { row, waits };
    }
    if (chunk.length < CHUNK) return;
    // No order continues another with a blank: this is the least one that lies behind the last.
    from = `${inboxOrder(chunk.at(-1)!)} `;
  }
};
