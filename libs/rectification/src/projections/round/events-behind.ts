import type { Instant, Moment, Position, Recorded, ViewReader } from '#event-sourcing';
import type { AccountabilityKind, IssueEvent } from '../../domain/issue/events.js';
import { issueStatuses, statusAfter } from '../../domain/issue/lifecycle.js';
import { actsOf, type SubjectAct } from '../issue/acts.js';
import { accountabilityKinds, type IssueFigure } from './issue-figures.js';

const ofIssues = [
  'issues',
  ...issueStatuses,
  'completed',
  'closedHere',
  'closedByMeeting',
  'closedBySignOffs',
  'carriedOver',
  'extensionRequested',
  'extensionGranted',
] as const satisfies readonly IssueFigure[];
const ofTasks = ['tasks', 'tasksCompleted'] as const;

/** Every number of the statistics by the name under which it is explained. */
export const figureNames = [...ofIssues, ...accountabilityKinds, 'recovered', 'regulations', ...ofTasks] as const;
export type FigureName = (typeof figureNames)[number];

/** An event without what it says: who did it, when, and where it stands. */
export type FigureEvent = Omit<SubjectAct, 'fields' | 'stream'>;

type Acts = readonly SubjectAct[];

const asEvent = ({ type, fields }: SubjectAct) => ({ type, data: fields }) as Recorded<IssueEvent>;

/** The act by which the issue came to stand where it stands. */
const lastStep = (acts: Acts): Acts => {
  let status = '';
  let step: SubjectAct | undefined;
  for (const act of acts) {
    const after = statusAfter(status, asEvent(act));
    if (after !== status) step = act;
    status = after;
  }
  return step ? [step] : [];
};

const ofTypes =
  (...types: readonly string[]) =>
  (acts: Acts): Acts =>
    acts.filter(({ type }) => types.includes(type));

const lastOf =
  (...types: readonly string[]) =>
  (acts: Acts): Acts =>
    ofTypes(...types)(acts).slice(-1);

export const isKind = (name: FigureName): name is AccountabilityKind =>
  (accountabilityKinds as readonly string[]).includes(name);

interface EntryFields {
  readonly kind?: string;
  readonly corrects?: string;
  readonly to?: EntryFields;
}

/** The entries with what corrected or withdrew them; those alone that are or were of the kind, when one is asked for. */
const entries =
  (types: readonly string[], kind?: string) =>
  (acts: Acts): Acts => {
    const isOf = ({ kind: said, to }: EntryFields) => kind === undefined || said === kind || to?.kind === kind;
    const entryOf = ({ id, type, fields }: SubjectAct) =>
      types.includes(type) ? id : (fields as EntryFields).corrects;
    const made = new Set(ofTypes(...types)(acts).map(({ id }) => id));
    const told = new Set(acts.filter(({ fields }) => isOf(fields)).map(entryOf));
    return acts.filter((act) => {
      const entry = entryOf(act);
      return entry !== undefined && made.has(entry) && told.has(entry);
    });
  };

const special: Readonly<Partial<Record<FigureName, (acts: Acts) => Acts>>> = {
  issues: ofTypes('IssueDelivered'),
  extensionRequested: lastOf('ExtensionRequested'),
  extensionGranted: lastOf('ExtensionGranted'),
  recovered: entries(['MoneyRecovered']),
  regulations: entries(['RegulationMade', 'RegulationRevised']),
  tasks: ofTypes('TaskPlanned'),
  tasksCompleted: ofTypes('TaskCompleted', 'TaskCarriedOver'),
};

export const eventsFor = (figure: FigureName, acts: Acts): Acts =>
  isKind(figure) ? entries(['AccountabilityRecorded'], figure)(acts) : (special[figure] ?? lastStep)(acts);

export const asFigureEvent = ({ fields: _fields, stream: _stream, ...event }: SubjectAct): FigureEvent => event;

const isSeen =
  ({ asOf, knownAt }: Moment) =>
  ({ at, recordedAt }: { readonly at: Instant; readonly recordedAt: Instant; readonly position: Position }): boolean =>
    (asOf === undefined || at <= asOf) && (knownAt === undefined || recordedAt <= knownAt);

const issueActs = actsOf('issue');
const taskActs = actsOf('task');

export const actsBehind = async (
  reader: ViewReader,
  kind: 'issue' | 'task',
  id: string,
  moment: Moment,
): Promise<Acts> => ((await reader.find(kind === 'task' ? taskActs : issueActs, id))?.row ?? []).filter(isSeen(moment));
