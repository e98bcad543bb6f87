import { type Candidate, type FoundWork, inOrder, type Step, type WaitingRoom } from '#event-sourcing-nest';
import { decisionActs as acts } from './acts.js';
import type { Named } from './domain/body/events.js';
import { bodies } from './projections/bodies.js';
import { type MeetingTask, tasksIn, type WorkKind } from './projections/meeting-work.js';
import { type MeetingRow, meetings } from './projections/meetings.js';

const kinds = {
  'meeting-attend': { zh: '待参加会议', en: 'Meeting to attend' },
  'meeting-moved': { zh: '会议改期，待参加', en: 'Meeting to attend, moved to another day or place' },
  'meeting-cancelled': { zh: '会议已取消', en: 'Meeting that was cancelled' },
  'meeting-prepare': { zh: '会议待筹备、召开', en: 'Meeting to prepare and open' },
  'meeting-conduct': { zh: '会议进行中，待主持', en: 'Meeting to conduct' },
  vote: { zh: '待表决', en: 'Vote to cast' },
  'record-draw-up': { zh: '待形成会议记录', en: 'Record to draw up' },
  'record-sign': { zh: '会议记录待会签', en: 'Record to countersign' },
  'summary-issue': { zh: '待印发会议纪要', en: 'Summary to issue' },
  'record-correction': { zh: '会议记录更正待确认', en: 'Correction of a record to confirm' },
} as const satisfies Record<WorkKind, object>;

/** What waits of a meeting: until the record is signed and the summary issued. */
export interface MeetingWork extends FoundWork<WorkKind, 'meeting'> {
  readonly body: Named;
  readonly heldOn: string;
  readonly place: string;
  /** Where it was to be held before it was moved. */
  readonly movedFrom?: MeetingRow['movedFrom'];
  /** That is voted on. */
  readonly itemId?: string;
}

const on = ({ row }: MeetingTask, ...asked: readonly Step['act'][]): Step[] =>
  asked.map((act) => ({ act, thing: { about: 'meeting', id: row.id } }));

const onItem = ({ row }: MeetingTask, itemId: string, ...asked: readonly Step['act'][]): Step[] =>
  asked.map((act) => ({ act, thing: { about: 'item', id: row.id, parts: { itemId } } }));

const conducting = (task: MeetingTask): Step[] => [
  ...task.row.left.flatMap((itemId) => onItem(task, itemId, acts.TakeUpItem, acts.OpenVote, acts.DecideItem)),
  ...on(task, acts.CloseMeeting),
];

const signing = (task: MeetingTask): Step[] => {
  const [step] = on(task, acts.SignRecord);
  const { recordSha256: sha256 } = task.row;
  return sha256 ? [{ ...step!, given: { sha256 } }] : [];
};

const confirming = (task: MeetingTask): Step[] => {
  const [step] = on(task, acts.CorrectRecord);
  const { text: correction, number } = task.row.proposed ?? {};
  return correction ? [{ ...step!, given: number ? { correction, number } : { correction } }] : [];
};

const stepsOf: Readonly<Record<WorkKind, (task: MeetingTask) => Step[]>> = {
  'meeting-attend': (task) => on(task, acts.FindMeeting),
  'meeting-moved': (task) => on(task, acts.FindMeeting),
  'meeting-cancelled': (task) => on(task, acts.FindMeeting),
  'meeting-prepare': (task) => on(task, acts.OpenMeeting, acts.RecordAttendance, acts.PutOnAgenda),
  'meeting-conduct': conducting,
  vote: (task) => (task.item ? onItem(task, task.item.itemId, acts.CastVote) : []),
  'record-draw-up': (task) => on(task, acts.DrawUpRecord),
  'record-sign': signing,
  'summary-issue': (task) => on(task, acts.IssueSummary),
  'record-correction': confirming,
};

const candidate = (task: MeetingTask): Candidate<MeetingWork> => {
  const { kind, item, row } = task;
  const { id, body, heldOn, place, movedFrom, title, since } = row;
  return {
    work: {
      kind,
      thing: { kind: 'meeting', id },
      title: item?.title ?? title,
      since,
      due: heldOn,
      body,
      heldOn,
      place,
      ...(movedFrom ? { movedFrom } : {}),
      ...(item ? { itemId: item.itemId } : {}),
    },
    steps: stepsOf[kind](task),
  };
};

/** What waits in meetings. They are of no round. */
export const meetingsWaiting: WaitingRoom = {
  kinds,
  views: [meetings, bodies],
  candidates: async function* ({ reader, who: { personId }, engine, roundId }) {
    if (roundId !== undefined) return;
    const tasks = await tasksIn(reader, { personId, now: engine.clock.now(), moment: {} });
    yield* inOrder(tasks.map(candidate));
  },
};
