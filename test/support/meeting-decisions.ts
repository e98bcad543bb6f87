import { createHash, randomUUID } from 'node:crypto';
import type { ItemAdopted, ItemVotedDown, Subject, Subjects } from '#decision';
import { Engine, type EventStore, type ReadStore } from '#event-sourcing';
import { asRecorded, type Past } from '#event-sourcing/testing';
import { openReadStore } from '#read-store';
import { meetingSubjects, rectification } from '#rectification';
import {
  atWork,
  by,
  byMeeting,
  closureRequested,
  decidedByMeeting,
  endorsed,
  people,
  roundOpened,
} from '../../libs/rectification/src/domain/examples.js';
import { noFiles } from '../../libs/rectification/src/facts/files.fixture.js';

type Decision = ItemAdopted | ItemVotedDown;
type Event = Past['event'];

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

export const engineOver = (store: EventStore, readStore: ReadStore): Engine =>
  new Engine({ store, readStore, contexts: [rectification(noFiles)], digest });

/** Facts behind the back of every decision, as another context or program would have left them. */
export const happened = async (
  store: EventStore,
  stream: string,
  ...past: readonly (Past | Event)[]
): Promise<string[]> => {
  const events = past.map((one, i) => {
    const { type, data, metadata } = asRecorded(stream, one, i + 1);
    const schemaVersion = type === 'ProgressReported' ? 2 : 1;
    return { id: randomUUID(), type, schemaVersion, data, metadata: { ...metadata, commandId: randomUUID() } };
  });
  const [taken] = await store.append([[{ stream, expected: 'any', events }]]);
  if (taken instanceof Error) throw taken;
  return events.map(({ id }) => id);
};

/** A round whose plan and closures the leading group decides at its meetings. */
export const roundByMeeting = {
  ...roundOpened,
  data: {
    ...roundOpened.data,
    closurePolicy: { endorsements: ['unit', 'office'], ...byMeeting },
    planPolicy: byMeeting,
  },
} as Event;

const withHash = (event: Event, contentHash: string): Event => ({ ...event, data: { ...event.data, contentHash } });

/** As another program finds it: what was done behind the back of a running engine is not in that engine's memory. */
export const subjectIn = async (store: EventStore, matter: keyof Subjects, id: string): Promise<Subject> => {
  const readStore = await openReadStore('sqlite::memory:');
  const { lookup } = engineOver(store, readStore);
  const facts = await meetingSubjects[matter](id, lookup).finally(() => readStore.close());
  return facts!.subject;
};

/** An issue at work whose closure is requested and endorsed on what it is. */
export const submittedIssue = async (store: EventStore, id: string): Promise<Subject> => {
  const stream = `issue-${id}`;
  await happened(store, stream, ...atWork);
  const subject = await subjectIn(store, 'closure', id);
  const pinned = (event: Event) => withHash(event, subject.contentHash);
  await happened(
    store,
    stream,
    by(people.handler, pinned(closureRequested())),
    by(people.unitHead, pinned(endorsed('unit', false))),
    by(people.office, pinned(endorsed('office', true))),
  );
  return subjectIn(store, 'closure', id);
};

export interface Voted {
  readonly subject: Subject;
  readonly itemId: string;
  readonly matter?: 'closure' | 'long-term' | 'plan' | 'other';
  readonly adopted?: boolean;
  readonly reviewOn?: string;
  readonly asked?: string;
}

/** The end of a vote, as a meeting records it. */
export const voteOn = ({ subject, itemId, matter = 'closure', adopted = true, reviewOn, asked }: Voted): Decision => {
  const { body, meeting, ruleSet, result, item } = decidedByMeeting;
  return {
    type: adopted ? 'ItemAdopted' : 'ItemVotedDown',
    data: {
      itemId,
      number: item.number,
      matter,
      title: subject.title,
      subject,
      reviewOn,
      asked,
      body,
      meeting,
      result: { ...result, ruleSet },
    },
  };
};

/** When the meeting decided. */
export const VOTED_AT = '2023-11-28T03:00:00.000Z';

export const voted = async (store: EventStore, vote: Voted): Promise<string> =>
  (await happened(store, 'meeting-m1', { event: voteOn(vote), at: VOTED_AT, actor: people.leader }))[0]!;
