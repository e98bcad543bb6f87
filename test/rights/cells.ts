import type { DryStore } from './dry-store.js';
import { type Flaw, FLAWS, type People, type Role, type Who } from './people.js';
import { expected, expectedOf, type Row, type Rows, sees, SIGHT, type Verdict, withoutProof } from './rows.js';
import type { Kind, State, Thing, Things } from './things.js';
import type { Told, Wire } from '../support/wire.js';

/** One act by one sender on one thing, and what the table says of it. */
export interface Cell {
  readonly act: string;
  readonly state: State;
  readonly sender: string;
  readonly row: Row;
  readonly thing: Thing;
  readonly token?: string;
  readonly proof?: string;
  readonly verdict: Verdict;
  readonly mayRead: boolean;
}

const SEATED: ReadonlySet<Kind> = new Set(['body', 'meeting']);

const namesOf = ({ roles, place, scope }: Who): string =>
  scope === undefined ? `${roles.join('+')} ${place}` : `API client ${roles.join('+')} with ${scope}`;

const reads = (row: Row, state: State, who: Who): boolean =>
  sees(row, state, who) && (typeof row.roles === 'string' || who.roles.some((role) => row.roles.includes(role)));

/** Of those whose account is not as it should be, one that might do it otherwise. */
const roleFor = ({ roles }: Row): Role => (typeof roles === 'string' ? 'office' : roles[0]!);

/** Those with the roles that might do it. */
const clientsFor = ({ roles }: Row, { clients }: People): Who[] => {
  const inspects = typeof roles !== 'string' && !roles.includes('office') && roles.includes('inspector');
  return clients.filter((one) => one.roles.includes('inspector') === inspects);
};

const cellsOn = (people: People, { act, row }: { act: string; row: Row }, [state, thing]: [State, Thing]): Cell[] => {
  const senders = [...(SEATED.has(row.of) ? people.seated : people.placed), ...clientsFor(row, people)];
  const known = senders.map((who) => ({
    sender: namesOf(who),
    token: who.token,
    proof: row.proof && people.proofs.get(who.token),
    verdict: expected(row, state, who),
    mayRead: reads(row, state, who),
  }));
  const flawed = (Object.keys(FLAWS) as Flaw[]).map((flaw) => ({
    sender: flaw,
    token: people.flawed(flaw, roleFor(row)),
    verdict: expectedOf(row, flaw),
    mayRead: row.roles === 'everyone',
  }));
  const unproved = known.map((one) => ({
    ...one,
    sender: `${one.sender} without a proof`,
    proof: undefined,
    verdict: withoutProof(one.verdict),
  }));
  return [...known, ...(row.proof ? unproved : []), ...flawed].map((one) => ({ act, state, row, thing, ...one }));
};

export const cellsOf = (rows: Rows, people: People, things: Things): Cell[] =>
  Object.entries(rows).flatMap(([act, row]) =>
    Object.entries(things[row.of]).flatMap((one) => cellsOn(people, { act, row }, one as [State, Thing])),
  );

export interface Judged {
  /** By what was answered. */
  readonly answers: Map<string, number>;
  /** Cells that are not as the table says, one line each. */
  readonly wrong: string[];
}

interface Problem {
  readonly code?: string;
  readonly instance?: string;
}

const problemIn = ({ type, text }: Told): Problem =>
  type.startsWith('application/problem+json') ? (JSON.parse(text) as Problem) : {};

const leakIn = ({ thing, row, mayRead }: Cell, { text }: Told): string | undefined => {
  const isHidden = !mayRead && (SIGHT[row.of] !== undefined || row.roles !== 'everyone');
  return isHidden ? thing.marks.find((mark) => text.includes(mark)) : undefined;
};

const absentIn = ({ thing, row, mayRead }: Cell, { text }: Told): string | undefined => {
  if (!row.shows || !mayRead) return undefined;
  const shown = row.shows === 'id' ? thing.id : thing.marks[0]!;
  return text.includes(shown) ? undefined : shown;
};

/** What was wrong with an allowed cell: it was to be answered, or to come as far as the store. */
const faultOfAllowed = (cell: Cell, told: Told, reached: ReadonlySet<string>): string | undefined => {
  const { code, instance = '' } = problemIn(told);
  const stored = code === 'store.overloaded' && (cell.row.bySignIn || reached.has(instance));
  if (told.status < 300) return absentIn(cell, told) && `does not show ${absentIn(cell, told)}`;
  return stored ? undefined : `${told.status} ${code}`;
};

const faultOfRefused = ({ verdict }: Cell, told: Told, reached: ReadonlySet<string>): string | undefined => {
  const { code, instance = '' } = problemIn(told);
  if (reached.has(instance)) return `${told.status} ${code}, and events were made`;
  return `${told.status} ${code}` === verdict ? undefined : `${told.status} ${code}`;
};

/** What is wrong with the answer, or undefined. */
export const faultOf = (cell: Cell, told: Told, reached: ReadonlySet<string>): string | undefined => {
  const leak = leakIn(cell, told);
  if (leak !== undefined) return `${told.status} tells ${leak}`;
  return cell.verdict === 'yes' ? faultOfAllowed(cell, told, reached) : faultOfRefused(cell, told, reached);
};

const headersOf = ({ proof }: Cell): Record<string, string> => ({
  'if-match': '*',
  ...(proof ? { 'x-rectify-proof': proof } : {}),
});

export const judge = async (cells: readonly Cell[], wire: Wire, store: DryStore): Promise<Judged> => {
  const judged: Judged = { answers: new Map(), wrong: [] };
  await wire.each(cells, async (cell) => {
    const { method, path, body } = cell.row.asks(cell.thing);
    const headers = method === 'POST' ? headersOf(cell) : undefined;
    const told = await wire.ask({ method, path: `/api/v1/${path}`, body, token: cell.token, headers });
    const fault = faultOf(cell, told, store.reached);
    const { act, state, sender, verdict } = cell;
    if (fault !== undefined) judged.wrong.push(`${act} [${state}] by ${sender}: ${verdict} expected, ${fault}`);
    const answer = verdict === 'yes' ? 'allowed' : verdict;
    judged.answers.set(answer, (judged.answers.get(answer) ?? 0) + 1);
  });
  return judged;
};
