// The real program without its HTTP server: one round of claimed issues, and reports of progress on them.
import { createHash } from 'node:crypto';
import { Engine } from '#event-sourcing';
import { newId } from '#event-sourcing-nest';
import { openEventStore } from '#event-store';
import { HoldPost, OpenAccount, RegisterPerson, RegisterUnit } from '#identity';
import { openReadStore } from '#read-store';
import { AssignIssue, ClaimIssue, DeliverIssue, OpenRound, ReportProgress } from '#rectification';
import { contexts } from '../../dist/apps/composition/src/contexts.js';

const ISSUES = 400;

const digest = (text) => createHash('sha256').update(text).digest('hex');
const person = (id, name, roles) => ({
  id,
  personId: id,
  name,
  roles,
  unitId: 'unit-1',
  unit: '综合部',
  client: 'bench',
});
const office = person('office', '周敏', ['office']);
const head = person('head', '王强', ['unit-head']);
const reporter = person('reporter', '李娜', ['reporter']);

const command = (type, actor, fields) => {
  const commandId = newId();
  const ids = { commandId, commandHash: digest(commandId), correlationId: commandId };
  return Object.assign(new type(), { actor, issuedAt: new Date().toISOString(), ...ids, ...fields });
};

const setUp = async (engine) => {
  const send = (type, actor, fields) => engine.execute(command(type, actor, fields));
  await send(RegisterUnit, office, { id: 'unit-1', name: '综合部' });
  await send(RegisterPerson, office, { id: 'reporter', name: '李娜' });
  await send(HoldPost, office, { id: 'reporter', unitId: 'unit-1', post: '科员', from: '2020-01-01' });
  await send(RegisterPerson, office, { id: 'leader', name: '张海燕' });
  await send(OpenAccount, office, { login: 'leader', personId: 'leader', roles: ['leader'] });
  const round = { title: '第三轮', organisation: '示范区', team: '第七巡察组', deliveredOn: '2023-08-29' };
  const inspected = { inspectedFrom: '2023-04-12', inspectedTo: '2023-06-13' };
  await send(OpenRound, office, { id: 'r1', ...round, ...inspected });
  for (let i = 0; i < ISSUES; i++) {
    const id = `i${i}`;
    const issue = {
      roundId: 'r1',
      number: String(i + 1),
      area: '方面',
      heading: '大项',
      text: '问题',
      class: 'phased',
      criteria: [],
    };
    await send(DeliverIssue, office, { id, ...issue });
    const people = { leaderId: 'leader', leadUnitId: 'unit-1', supportingUnitIds: [], handlerId: 'reporter' };
    await send(AssignIssue, office, { id, ...people, dueOn: '2030-11-30' });
    await send(ClaimIssue, head, { id });
  }
};

export const report = (i) =>
  command(ReportProgress, reporter, {
    id: `i${(i * 7919) % ISSUES}`,
    narrative: `第${i}次报告:${'一是组织学习13次,二是完善制度2项,三是开展专项检查,发现问题均已整改到位。'.repeat(2)}`,
    measures: ['修订学习计划', '每月集中学习'],
    percent: i % 100,
    figures: [],
    evidence: [],
  });

/** The engine over the program's own contexts, with the round in it. */
export const openProgram = async ({ eventsUrl, viewsUrl, folder }) => {
  const store = await openEventStore(eventsUrl);
  const readStore = await openReadStore(viewsUrl);
  const engine = new Engine({ store, readStore, digest, contexts: contexts({ dataDirectory: folder, fileLimit: 1 }) });
  await engine.start();
  await setUp(engine);
  const close = async () => {
    await engine.stop();
    await readStore.close();
    await store.close();
  };
  return { engine, close };
};
