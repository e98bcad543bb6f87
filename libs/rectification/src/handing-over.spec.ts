import { createHash, randomUUID } from 'node:crypto';
import { type Command, type CommandClass, Engine, type EventStore, type ReadStore } from '#event-sourcing';
import { asRecorded, type Past } from '#event-sourcing/testing';
import { openEventStore } from '#event-store';
import { identity } from '#identity';
import { openReadStore } from '#read-store';
import { eventually } from '../../../test/support/eventually.js';
import { atWork, by, people, roundOpened, taskAssigned, taskPlanned } from './domain/examples.js';
import { AcceptHandover, ProposeHandover } from './domain/handover/signing.js';
import { issue } from './domain/issue/issue.js';
import { task } from './domain/task/task.js';
import { handingOver } from './handing-over.js';
import { rectification } from './index.js';
import { noFiles } from './facts/files.fixture.js';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const { handler, colleague } = people;

let store: EventStore;
let readStore: ReadStore;
let engine: Engine;

const started = async () => {
  readStore = await openReadStore('sqlite::memory:');
  const contexts = [identity, rectification(noFiles)];
  engine = new Engine({ store, readStore, contexts, digest });
  await engine.start();
};
const stopped = async () => {
  await engine.stop();
  await readStore.close();
};
const happened = async (stream: string, ...past: readonly (Past | Past['event'])[]) => {
  const events = past.map((one, i) => {
    const { type, data, metadata } = asRecorded(stream, one, i + 1);
    return { id: randomUUID(), type, schemaVersion: type === 'ProgressReported' ? 2 : 1, data, metadata };
  });
  const [taken] = await store.append([[{ stream, expected: 'any', events }]]);
  if (taken instanceof Error) throw taken;
};
const send = async <C extends Command>(type: CommandClass<C>, fields: Partial<C>) => {
  const envelope = { commandId: randomUUID(), commandHash: 'h', correlationId: randomUUID() };
  return engine.execute(Object.assign(new type(), envelope, { issuedAt: engine.clock.now() }, fields));
};
const kinds = async () => (await engine.events('0', 1_000)).map(({ type }) => type);
const settled = async () => (await kinds()).filter((type) => type === 'CommandSettled').length;
const changes = async () => (await kinds()).filter((type) => type.endsWith('HandlerChanged'));
const joined = async (person: { personId: string; name: string }) => {
  const unit = { id: 'unit-1', name: '经济发展局' };
  const registered = { type: 'PersonRegistered', data: { name: person.name } };
  await happened(`person-${person.personId}`, registered, {
    type: 'PostTaken',
    data: { unit, post: '职员', from: '2020-01-01' },
  });
};
const signed = async () => {
  const id = handler.personId;
  await send(ProposeHandover, { id, actor: handler, unitId: 'unit-1', successorId: colleague.personId });
  return send(AcceptHandover, { id, actor: colleague });
};

beforeEach(async () => {
  store = await openEventStore('memory:');
  await started();
  await happened('unit-unit-1', { type: 'UnitRegistered', data: { name: '经济发展局' } });
  for (const person of [handler, colleague]) await joined(person);
  await happened('round-r1', roundOpened);
  for (const id of ['i1', 'i2']) await happened(`issue-${id}`, ...atWork);
  await happened('task-t1', taskPlanned, taskAssigned);
});
afterEach(async () => {
  await stopped();
  await store.close();
});

describe('a hand-over that both have signed', () => {
  it('gives every open issue and task to the successor, and keeps both as involved', async () => {
    await signed();
    await eventually(async () => (await settled()) === 3);
    expect((await changes()).sort()).toEqual(['HandlerChanged', 'HandlerChanged', 'TaskHandlerChanged']);
    for (const id of ['i1', 'i2']) {
      const { state } = await engine.lookup.state(issue, id);
      expect(state.assignment?.handler).toEqual({ id: colleague.personId, name: colleague.name });
      expect([...state.handlers].sort()).toEqual([colleague.personId, handler.personId].sort());
    }
    const { state } = await engine.lookup.state(task, 't1');
    expect(state.assignment?.handler.id).toBe(colleague.personId);
    expect([...state.involved]).toEqual(expect.arrayContaining([colleague.personId, handler.personId]));
    const change = (await engine.events('0', 1_000)).find(({ type }) => type === 'HandlerChanged')!;
    const accepted = (await engine.events('0', 1_000)).find(({ type }) => type === 'HandoverAccepted')!;
    expect(change.data).toMatchObject({
      handover: accepted.id,
      from: { name: handler.name },
      to: { name: colleague.name },
    });
    expect(change.metadata).toMatchObject({ causationId: accepted.id, actor: { name: '系统' } });
  });

  it('does so once, however often the process listens again', async () => {
    await signed();
    await eventually(async () => (await settled()) === 3);
    for (let again = 0; again < 3; again++) {
      await stopped();
      await started();
      await engine.seen(engine.storedViews, await store.head());
    }
    expect(await changes()).toHaveLength(3);
    expect(await settled()).toBe(3);
  });

  it('leaves alone what is no longer in the hands of the leaver, and says so', async () => {
    const id = handler.personId;
    await send(ProposeHandover, { id, actor: handler, unitId: 'unit-1', successorId: colleague.personId });
    const elsewhere = {
      leader: { id: 'l', name: '甲' },
      leadUnit: { id: 'unit-1', name: '经济发展局' },
      supportingUnits: [],
    };
    const assigned = { ...elsewhere, handler: { id: 'p-third', name: '丙' }, dueOn: '2023-12-31' };
    await happened('issue-i2', by(people.office, { type: 'IssueAssigned', data: assigned }, '2023-12-01'));
    await engine.stop();
    await readStore.close();
    await started();
    await send(AcceptHandover, { id, actor: colleague });
    await eventually(async () => (await settled()) === 3);
    expect(await changes()).toHaveLength(2);
    const outcomes = (await engine.events('0', 1_000)).filter(({ type }) => type === 'CommandSettled');
    expect(outcomes.map(({ data }) => (data as { code?: string }).code).filter(Boolean)).toEqual([
      'handover.handler-changed-meanwhile',
    ]);
  });

  it('is carried out by a process that sends nothing else', () => {
    expect(handingOver.commands.map(({ name }) => name)).toEqual(['ChangeHandler', 'ChangeTaskHandler']);
  });
});
