import { type Actor, type RowQuery, streamName, type View, type ViewReader } from '#event-sourcing';
import { peopleIn, unitsUnder } from '#identity';
import type { HandoverRow } from '../projections/handovers.js';
import type { AttachmentRow } from '../projections/issue/attachments.js';
import { separated } from '../projections/joined.js';
import { ledger } from '../projections/ledger/ledger.js';
import { register } from '../projections/round/register.js';
import { rounds } from '../projections/round/rounds.js';
import { tasks } from '../projections/tasks.js';

/** What somebody bound to a unit sees: issues and tasks of their unit and those below it, as of now. */
export interface VisibleScope {
  readonly units: readonly string[];
  readonly issues: ReadonlySet<string>;
  readonly tasks: ReadonlySet<string>;
  readonly rounds: ReadonlySet<string>;
}

/** An answer that leaves out what lies beyond these units and what is below them. */
export interface Restriction {
  readonly units: readonly string[];
}

const OF_UNITS: readonly string[] = ['unit-head', 'reporter'];

/**
 * Whoever has no role beyond a unit's sees that unit. The leading group sees every round; where it is to be bound to the
 * rounds that its bodies decide on, this is the place.
 */
export const isBoundToUnit = ({ roles }: Pick<Actor, 'roles'>): boolean =>
  roles.every((role) => OF_UNITS.includes(role));

/** As the ledger keeps it. */
const NO_UNIT = '';

/** Hand-overs are seen by the units that they concern, whoever's they are. */
const HANDOVER = 'handover';

type Where = NonNullable<RowQuery['where']>;

const valuesOf = async <Row>(reader: ViewReader, view: View<Row>, column: string, where: Where): Promise<string[]> =>
  [...(await reader.count(view, column, { where })).keys()].map(String);

const allOf = async (found: readonly Promise<string[]>[]): Promise<Set<string>> =>
  new Set((await Promise.all(found)).flat());

/** The sets of supporting units that occur are few: those that name one of the units lead to their issues. */
const supportedBy = async (reader: ViewReader, units: readonly string[]): Promise<string[]> => {
  const sets = await valuesOf(reader, ledger, 'supportingUnitIds', { supported: 1 });
  const own = sets.filter((set) => separated(set).some((id) => units.includes(id)));
  return own.length === 0 ? [] : valuesOf(reader, ledger, 'id', { supported: 1, supportingUnitIds: own });
};

/** Where a unit leads, supports or has the handler; what no unit was given yet is every unit's to look at. */
const ownIssues = (reader: ViewReader, units: readonly string[], people: readonly string[]) =>
  allOf([
    valuesOf(reader, ledger, 'id', { leadUnitId: [NO_UNIT, ...units] }),
    valuesOf(reader, ledger, 'id', { handlerId: people }),
    supportedBy(reader, units),
  ]);

/** Each task with its issues: whoever has one sees the others. */
const tasksIn = async (
  reader: ViewReader,
  rounds: readonly string[],
): Promise<{ id: string; issueIds: string[] }[]> => {
  const found = await valuesOf(reader, register, 'taskWithIssues', { roundId: rounds, kind: 'task' });
  return found.map(separated).map(([id = '', ...issueIds]) => ({ id, issueIds }));
};

/** What a unit and those below it were given, and what it may look at because nobody was. */
export const heldBy = async (
  reader: ViewReader,
  { personId, unitId }: Actor,
): Promise<Pick<VisibleScope, 'units' | 'issues' | 'tasks'>> => {
  const units = await unitsUnder(reader, unitId);
  const people = [...(await peopleIn(reader, units)), personId];
  const given = await allOf([
    valuesOf(reader, tasks, 'id', { unitId: units }),
    valuesOf(reader, tasks, 'id', { handlerId: people }),
  ]);
  return { units, issues: await ownIssues(reader, units, people), tasks: given };
};

/** Of these tasks. */
export const issuesOf = async (reader: ViewReader, given: ReadonlySet<string>): Promise<string[]> => {
  const rounds = await reader.count(tasks, 'roundId', { keys: [...given] });
  const linked = await tasksIn(reader, [...rounds.keys()].map(String));
  return linked.filter(({ id }) => given.has(id)).flatMap(({ issueIds }) => issueIds);
};

export const visibleScopeOf = async (reader: ViewReader, who: Actor): Promise<VisibleScope> => {
  const { units, issues, tasks: own } = await heldBy(reader, who);
  const rounds = await allOf([
    reader.count(ledger, 'roundId', { keys: [...issues] }).then((found) => [...found.keys()].map(String)),
    reader.count(tasks, 'roundId', { keys: [...own] }).then((found) => [...found.keys()].map(String)),
  ]);
  const linked = await tasksIn(reader, [...rounds]);
  const shown = linked.filter(({ id, issueIds }) => own.has(id) || issueIds.some((one) => issues.has(one)));
  return {
    units,
    issues: new Set([...issues, ...linked.filter(({ id }) => own.has(id)).flatMap(({ issueIds }) => issueIds)]),
    tasks: new Set([...own, ...shown.map(({ id }) => id)]),
    rounds,
  };
};

/** Whether one of the things that a file was attached to is seen: the file is, with it. */
export const isSeenIn = ({ tasks, issues }: VisibleScope, attached: readonly AttachmentRow[]): boolean =>
  attached.some(({ subject, id }) => (subject === 'task' ? tasks : issues).has(id));

/** Keys of the rows that are seen, by what a view says it is seen through. */
const keysOf = ({ issues, tasks, rounds }: VisibleScope): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map([
    ['issue', issues],
    ['task', tasks],
    ['round', rounds],
    [
      'stream',
      new Set([...issues].map((id) => streamName('issue', id)).concat([...tasks].map((id) => streamName('task', id)))),
    ],
  ]);

/** Seen as a whole by whoever may ask, or judged elsewhere: the meetings by their own guard, hand-overs row by row. */
const SEEN_WHOLE: ReadonlySet<string> = new Set(['everyone', 'act', 'meeting', HANDOVER]);

const nothing: ReadonlySet<string> = new Set();

const unitsAsked = ({ where }: RowQuery, { units }: VisibleScope): string[] => {
  const asked = where?.['unitId'];
  return asked === undefined ? [...units] : units.filter((id) => id === asked);
};

const isOfUnits = ({ handovers }: HandoverRow, { units }: VisibleScope): boolean =>
  handovers.some(({ unit }) => units.includes(unit.id));

/**
 * A reader that shows nothing beyond: one wall for every list, count, history and report that is read through it. Each
 * view says what it is seen through; of one that says what nobody here knows, nothing is shown.
 */
export const narrowed = (reader: ViewReader, scope: VisibleScope): ViewReader => {
  const keys = keysOf(scope);
  const keysFor = ({ seenThrough }: View): ReadonlySet<string> | undefined =>
    SEEN_WHOLE.has(seenThrough) ? undefined : (keys.get(seenThrough) ?? nothing);
  const shows = (view: View, key: string) => keysFor(view)?.has(key) ?? true;
  const within = <Row>(view: View<Row>, query: RowQuery): RowQuery => {
    const seen = keysFor(view as View);
    if (seen) return { ...query, keys: [...seen] };
    if (view.seenThrough !== HANDOVER) return query;
    return { ...query, where: { ...query.where, unitId: unitsAsked(query, scope) } };
  };
  return {
    find: async (view, key, moment) => {
      if (!shows(view as View, key)) return undefined;
      const found = await reader.find(view, key, moment);
      if (!found) return undefined;
      if (view.seenThrough === HANDOVER && !isOfUnits(found.row as HandoverRow, scope)) return undefined;
      return view.name === rounds.name ? { ...found, row: { ...found.row, findingTexts: [] } } : found;
    },
    history: async (view, key) => (shows(view as View, key) ? reader.history(view, key) : []),
    list: (view, query) => reader.list(view, within(view, query)),
    count: (view, column, query) => reader.count(view, column, within(view, query)),
  };
};

/** What a view may say that it is seen through; the program does not start with another. */
export const visibilities: ReadonlySet<string> = new Set(['issue', 'task', 'round', 'stream', ...SEEN_WHOLE]);
