import { randomUUID } from 'node:crypto';
import { type Append, type AppendResult, type EventStore, type ExpectedVersion, type NewEvent } from '#event-sourcing';

const actor = { id: 'account-1', personId: 'person-1', name: '张三', roles: ['office'], client: 'spec' };

/** A new event under an id of its own, or under the one given. */
export const someEvent = (data: object = {}, id: string = randomUUID()): NewEvent => ({
  id,
  type: 'Noted',
  schemaVersion: 1,
  data,
  metadata: {
    actor,
    effectiveAt: '2023-11-30T00:00:00.000Z',
    correlationId: id,
    causationId: id,
    command: 'Note',
    commandId: id,
    commandHash: 'hash',
  },
});

export const someEvents = (count: number): NewEvent[] => Array.from({ length: count }, (_, n) => someEvent({ n }));

export const to = (stream: string, expected: ExpectedVersion, ...events: NewEvent[]): Append => [
  { stream, expected, events },
];

export const appendOne = async (store: EventStore, append: Append): Promise<AppendResult> =>
  (await store.append([append]))[0]!;
