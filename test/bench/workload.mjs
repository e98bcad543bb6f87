// The command "load, decide, append" of all stores: 500 streams of 10 events, then reports of about 250 bytes of payload.
import { createHash, randomUUID } from 'node:crypto';
import { Command } from '#event-sourcing';
import { perSecond } from './measure.mjs';

export const STREAMS = 500;
export const SEED = 10;

class Report extends Command {}
const counter = {
  category: 'issue',
  initial: { reports: 0 },
  evolve: (state) => ({ reports: state.reports + 1 }),
  decisions: [],
};
const decide = (command) => [{ type: 'ProgressReported', data: command.payload }];
export const actor = {
  id: 'account-1',
  personId: 'person-1',
  name: '张三',
  post: '科长',
  unit: '综合部',
  roles: ['reporter'],
  client: 'bench',
};
const payload = (i) => ({
  issueId: `issue-${i}`,
  percent: i % 100,
  narrative: '已开展理论学习中心组集体学习13次,交流研讨13次'.repeat(3),
});

export const bound = (stream, i) => {
  const id = randomUUID();
  const command = Object.assign(new Report(), {
    id: String(stream),
    actor,
    issuedAt: new Date().toISOString(),
    commandId: id,
    commandHash: createHash('sha256').update(id).digest('hex'),
    correlationId: id,
    payload: payload(i),
  });
  return { decider: counter, decide, command };
};

export const inFlight = async (count, width, work) => {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < count) await work(next++);
    }),
  );
  return perSecond(count, started);
};
