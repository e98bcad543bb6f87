import { everyRow, type Instant } from '#event-sourcing';
import {
  type Candidate,
  type FoundWork,
  inOrder,
  type Seeking,
  type Step,
  type WaitingRoom,
} from '#event-sourcing-nest';
import { decisionActs as acts } from './acts.js';
import { body as bodyDecider } from './domain/body/body.js';
import type { Named } from './domain/body/events.js';
import { chairOn, entitledOn } from './domain/body/membership.js';
import type { EstablishedBody } from './domain/body/state.js';
import { meeting as meetingDecider } from './domain/meeting/meeting.js';
import { type ConvenedMeeting, hasCast, type Item, type Opened } from './domain/meeting/state.js';
import { bodies } from './projections/bodies.js';
import { type MeetingRow, meetings } from './projections/meetings.js';

type Kind = keyof typeof kinds;

const kinds = {
  'meeting-attend': { zh: '待参加会议', en: 'Meeting to attend' },
  'meeting-prepare': { zh: '会议待筹备、召开', en: 'Meeting to prepare and open' },
  'meeting-conduct': { zh: '会议进行中，待主持', en: 'Meeting to conduct' },
  vote: { zh: '待表决', en: 'Vote to cast' },
  'record-draw-up': { zh: '待形成会议记录', en: 'Record to draw up' },
  'record-sign': { zh: '会议记录待会签', en: 'Record to countersign' },
  'summary-issue': { zh: '待印发会议纪要', en: 'Summary to issue' },
} as const;

/** What waits of a meeting: until the record is signed and the summary issued. */
export interface MeetingWork extends FoundWork<Kind, 'meeting'> {
  readonly body: Named;
  readonly heldOn: string;
  /** That is voted on. */
  readonly itemId?: string;
}

/** A meeting that goes on, with the office that somebody holds in it. */
interface At {
  readonly row: MeetingRow;
  readonly meeting: ConvenedMeeting;
  readonly personId: string;
  /** Secretary or chair. */
  readonly conducts: boolean;
  readonly keepsRecord: boolean;
  readonly takesPart: boolean;
}

interface Found {
  readonly kind: Kind;
  readonly steps: readonly Step[];
  readonly item?: Item;
}

const LIVE = ['convened', 'open', 'closed', 'recorded', 'signed'];

const on = ({ row }: At, ...asked: readonly Step['act'][]): Step[] =>
  asked.map((act) => ({ act, thing: { about: 'meeting', id: row.id } }));

const onItem = ({ row }: At, { itemId }: Item, ...asked: readonly Step['act'][]): Step[] =>
  asked.map((act) => ({ act, thing: { about: 'item', id: row.id, parts: { itemId } } }));

const attend = (at: At): Found[] => (at.takesPart ? [{ kind: 'meeting-attend', steps: on(at, acts.FindMeeting) }] : []);

const prepare = (at: At): Found[] =>
  at.conducts
    ? [{ kind: 'meeting-prepare', steps: on(at, acts.OpenMeeting, acts.RecordAttendance, acts.PutOnAgenda) }]
    : [];

const conduct = (at: At): Found[] => {
  if (!at.conducts) return [];
  const left = at.meeting.items.filter(({ outcome }) => !outcome);
  const onItems = left.flatMap((item) => onItem(at, item, acts.TakeUpItem, acts.OpenVote, acts.DecideItem));
  return [{ kind: 'meeting-conduct', steps: [...onItems, ...on(at, acts.CloseMeeting)] }];
};

const voting = (at: At): Found[] =>
  at.meeting.items.flatMap((item): Found[] => {
    const { vote, outcome } = item;
    const isAsked = vote?.voters.some(({ id }) => id === at.personId) && !hasCast(vote, at.personId) && !outcome;
    return isAsked ? [{ kind: 'vote', item, steps: onItem(at, item, acts.CastVote) }] : [];
  });

const drawUp = (at: At): Found[] =>
  at.keepsRecord ? [{ kind: 'record-draw-up', steps: on(at, acts.DrawUpRecord) }] : [];

const sign = (at: At): Found[] => {
  const { record } = at.meeting;
  if (!record || record.signatures.some(({ id }) => id === at.personId)) return [];
  const [step] = on(at, acts.SignRecord);
  return at.takesPart || at.keepsRecord
    ? [{ kind: 'record-sign', steps: [{ ...step!, given: { sha256: record.sha256 } }] }]
    : [];
};

const summarise = (at: At): Found[] =>
  at.keepsRecord ? [{ kind: 'summary-issue', steps: on(at, acts.IssueSummary) }] : [];

const waits: { readonly [state: string]: readonly ((at: At) => Found[])[] } = {
  convened: [attend, prepare],
  open: [attend, conduct, voting],
  closed: [drawUp],
  recorded: [sign],
  signed: [summarise],
};

type Seats = Pick<Opened, 'entitled' | 'secretary'> & { readonly chair?: Named };

/** As the body stands before the meeting is opened, as frozen from then on. */
const seatsIn = ({ opened, heldOn }: ConvenedMeeting, body: EstablishedBody): Seats => {
  if (opened) return opened;
  const entitled = entitledOn(body, heldOn);
  return { entitled, chair: chairOn(body.members, heldOn), secretary: body.secretary };
};

const placeIn = async ({ engine, who }: Seeking, row: MeetingRow): Promise<At | undefined> => {
  const { personId } = who;
  const [{ state: meeting }, { state: body }] = await Promise.all([
    engine.lookup.state(meetingDecider, row.id),
    engine.lookup.state(bodyDecider, row.body.id),
  ]);
  if (!meeting || !body) return undefined;
  const { entitled, chair, secretary } = seatsIn(meeting, body);
  const isOneOf = (...persons: readonly (Named | undefined)[]) => persons.some((one) => one?.id === personId);
  return {
    row,
    meeting,
    personId,
    conducts: isOneOf(chair, secretary),
    keepsRecord: isOneOf(secretary, body.secretary),
    takesPart: isOneOf(...[...entitled, ...meeting.attendance].map(({ person }) => person)),
  };
};

/** When the meeting came to where it stands. */
const sinceOf = async ({ reader }: Seeking, { id, state }: MeetingRow): Promise<Instant> => {
  const versions = await reader.history(meetings, id);
  const before = versions.findLastIndex(({ row }) => row.state !== state);
  return versions[before + 1]!.effectiveAt;
};

const waitingIn = async (seeking: Seeking, row: MeetingRow): Promise<Candidate<MeetingWork>[]> => {
  const at = await placeIn(seeking, row);
  if (!at) return [];
  const found = (waits[row.state] ?? []).flatMap((one) => one(at));
  if (found.length === 0) return [];
  const since = await sinceOf(seeking, row);
  const { id, body, heldOn, title } = row;
  return found.map(({ kind, item, steps }) => ({
    work: {
      kind,
      thing: { kind: 'meeting', id },
      title: item?.title ?? title,
      since,
      due: heldOn,
      body,
      heldOn,
      ...(item ? { itemId: item.itemId } : {}),
    },
    steps,
  }));
};

/** What waits in meetings. They are of no round. */
export const meetingsWaiting: WaitingRoom = {
  kinds,
  views: [meetings, bodies],
  candidates: async function* (seeking) {
    if (seeking.roundId !== undefined) return;
    const rows = await everyRow(seeking.reader, meetings, { where: { state: LIVE } });
    const found = await Promise.all(rows.map(({ row }) => waitingIn(seeking, row)));
    yield* inOrder(found.flat());
  },
};
