import { bodyDecider, entitledOn, meetingDecider, meetings } from '#decision';
import { decisionActs } from '#decision';
import {
  type Candidate,
  type FoundWork,
  inOrder,
  type Seeking,
  type Step,
  type WaitingRoom,
} from '#event-sourcing-nest';
import { rectificationActs } from './acts.js';
import { answersTo, waitingKinds } from './waiting-acts.js';
import type { Named } from './domain/issue/events.js';
import { handovers, type HandoverRow, listHandovers } from './projections/handovers.js';
import { waitingFor } from './projections/inbox/inbox-list.js';
import type { Wait, WaitKind } from './projections/inbox/inbox-waits.js';
import { inbox, type InboxRow, nextDate } from './projections/inbox/inbox.js';
import { rounds } from './projections/round/rounds.js';

/** Work on an issue, a task or the plan of a round. */
export interface RectificationWork extends FoundWork<WaitKind, 'issue' | 'task' | 'plan'> {
  readonly roundId: string;
  readonly number: string;
  readonly status: InboxRow['status'];
  /** When it was due first: earlier than `due` where it was put off. */
  readonly firstDueOn: string | null;
  readonly unit: Named | null;
  readonly handler: Named | null;
  /** Failed a re-check or relapsed, and was not closed or placed again. */
  readonly reopened: boolean;
  /** Who has signed so far, of how many. */
  readonly signed: readonly Named[];
  readonly required: number | null;
  /** Whose meeting decides, or whose members sign. */
  readonly body?: Named;
}

/** A hand-over that waits for the signature of whoever takes the work over. */
export interface HandoverWork extends FoundWork<'handover-sign', 'handover'> {
  readonly from: Named;
  readonly unit: Named;
  /** How many issues and tasks change hands. */
  readonly count: number;
}

const sitsIn =
  ({ engine, who, today }: Seeking) =>
  async (bodyId: string): Promise<boolean> => {
    const { state } = await engine.lookup.state(bodyDecider, bodyId);
    return !!state && !state.dissolved && entitledOn(state, today).some(({ person }) => person.id === who.personId);
  };

/** On the next agenda of the body; nothing where it stands on one. */
const ontoAgenda = async ({ engine, reader }: Seeking, row: InboxRow, body: Named): Promise<Step[]> => {
  const where = { body: body.id, state: ['convened', 'open'] };
  const { rows } = await reader.list(meetings, { where, sort: { column: 'heldOn' } });
  for (const { row: one } of rows) {
    const { state } = await engine.lookup.state(meetingDecider, one.id);
    if (state?.items.some(({ subject, outcome }) => subject?.id === row.id && !outcome)) return [];
  }
  const next = rows.find((one) => one.row.state === 'convened');
  if (!next) return [{ act: decisionActs.ConveneMeeting, thing: { about: 'new', id: '' }, given: { bodyId: body.id } }];
  const given = { matter: row.subject === 'plan' ? 'plan' : 'closure', subjectId: row.id };
  return [{ act: decisionActs.PutOnAgenda, thing: { about: 'meeting', id: next.row.id }, given }];
};

/** A second signature is for what the first one named. */
const givenFor = ({ placement }: InboxRow, { kind, waives }: Wait): Step['given'] => {
  if (kind === 'long-term-sign-off') return { reviewOn: placement!.reviewOn };
  if (!waives) return undefined;
  const { requirement, criterion } = waives;
  return criterion === undefined ? { requirement } : { requirement, criterion };
};

const stepsOf = async (seeking: Seeking, row: InboxRow, wait: Wait): Promise<Step[]> => {
  const { kind, body } = wait;
  if (kind === 'meeting-decision') return body ? ontoAgenda(seeking, row, body) : [];
  const thing = { about: row.subject, id: row.id };
  const given = givenFor(row, wait);
  return answersTo(kind, row.subject).map((act) => ({ act, thing, given }));
};

const workOf = (row: InboxRow, { kind, since, signed, required, body }: Wait): RectificationWork => {
  const { subject, id, roundId, number, title, status, unit, handler, reopened, firstDueOn } = row;
  const thing = { kind: subject, id };
  const due = nextDate(row);
  const of = { roundId, number, status, firstDueOn, unit, handler, reopened };
  return { kind, thing, title, since, due, ...of, signed, required, body };
};

const handedOver = ({ id, handovers: all }: HandoverRow): Candidate<HandoverWork>[] => {
  const open = all.find(({ state }) => state === 'open');
  if (!open) return [];
  const { from, unit, work, proposed } = open;
  const thing = { about: 'handover' as const, id };
  const title = `${from.name}移交的${work.length}项工作`;
  return [
    {
      work: {
        kind: 'handover-sign',
        thing: { kind: 'handover', id },
        title,
        since: proposed.effectiveAt,
        due: null,
        from,
        unit,
        count: work.length,
      },
      steps: [rectificationActs.AcceptHandover, rectificationActs.DeclineHandover].map((act) => ({ act, thing })),
    },
  ];
};

/** Undated all of them, and of no round. */
const handoversTo = async ({ reader, who, roundId }: Seeking): Promise<Candidate[]> => {
  if (roundId !== undefined) return [];
  const { rows } = await listHandovers(reader, { successorId: who.personId });
  return inOrder(rows.flatMap(({ row }) => handedOver(row)));
};

const candidates = async function* (seeking: Seeking): AsyncGenerator<Candidate> {
  const { reader, who, today, roundId, from } = seeking;
  const asking = { ...who, sitsIn: sitsIn(seeking), today, roundId, from };
  for await (const { row, waits } of waitingFor(reader, asking)) {
    const found = waits.map(async (wait) => ({ work: workOf(row, wait), steps: await stepsOf(seeking, row, wait) }));
    yield* inOrder(await Promise.all(found));
  }
};

/** What waits in rounds, issues, tasks and plans. */
export const rectificationWaiting: WaitingRoom = { kinds: waitingKinds, views: [inbox, rounds, meetings], candidates };

/** What waits because work changes hands. */
export const handoverWaiting: WaitingRoom = {
  kinds: {},
  views: [handovers],
  candidates: async function* (seeking) {
    yield* await handoversTo(seeking);
  },
};
