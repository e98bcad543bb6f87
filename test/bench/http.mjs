// A durable command over HTTP beside a POST that does nothing, both with sign-in, rights and the same validation.
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Controller, Module } from '@nestjs/common';
import { Commanded, declare, Does, does } from '#event-sourcing-nest';
import { AssignIssue, ClaimIssue, DeliverIssue, OpenRound, ReportProgress } from '#rectification';
import { HoldPost, OpenAccount, Passwords, RegisterPerson, RegisterUnit } from '#identity';
import { readConfig } from '../../dist/apps/server/src/config.js';
import { serve } from '../../dist/apps/server/src/serve.js';
import { median } from './measure.mjs';
import { by, signedIn } from './orders.mjs';

const ISSUES = 1_000;
const CONNECTIONS = 64;
const SECONDS = 5;
const PASSWORD = 'Bench-2026-zheng-gai';

/** The body of the command beside, checked by the same validators, and nothing else. */
class DoNothing extends ReportProgress {}

const acts = declare('bench', {
  DoNothing: does(DoNothing, '空转', 'Do nothing', {
    roles: ['reporter'],
    scopes: [],
    delegable: false,
    about: 'issue',
  }),
});

class NothingController {
  take() {
    return { version: 0 };
  }
}
Controller('api/v1/nothing')(NothingController);
const method = Object.getOwnPropertyDescriptor(NothingController.prototype, 'take');
Reflect.defineMetadata('design:paramtypes', [DoNothing], NothingController.prototype, 'take');
Commanded()(NothingController.prototype, 'take', 0);
Does(acts.DoNothing, ':id/progress')(NothingController.prototype, 'take', method);
class NothingModule {}
Module({ controllers: [NothingController] })(NothingModule);

const body = JSON.stringify({
  narrative: '一是组织理论学习中心组集体学习13次、交流研讨13次;二是修订完善制度2项;三是开展专项检查。',
  measures: ['组织学习', '修订制度'],
  percent: 60,
  figures: [{ name: '集体学习', value: 13, unit: '次', on: '2023-10-31' }],
});

const prepared = async ({ engine, app, url }) => {
  const system = { id: 'bench', personId: 'bench', name: '压测', roles: ['office', 'admin'], client: 'bench' };
  const run = (type, fields, actor = system) => engine.execute(by(actor, type, fields));
  const unit = await run(RegisterUnit, { name: '经济发展局' });
  const person = await run(RegisterPerson, { name: '李明' });
  await run(HoldPost, { id: person.id, unitId: unit.id, post: '科长', from: '2020-01-01' });
  const account = await run(OpenAccount, { login: 'bench', personId: person.id, roles: ['reporter'] });
  await app.get(Passwords).set(account.id, PASSWORD, false);
  const leader = await run(RegisterPerson, { name: '张海燕' });
  await run(OpenAccount, { login: 'bench-leader', personId: leader.id, roles: ['leader'] });
  const round = await run(OpenRound, {
    title: '压测轮次',
    organisation: '示范区',
    team: '第一巡察组',
    inspectedFrom: '2023-04-01',
    inspectedTo: '2023-06-01',
    deliveredOn: '2023-08-01',
  });
  const ids = [];
  for (let n = 1; n <= ISSUES; n++) {
    const issue = await run(DeliverIssue, {
      roundId: round.id,
      number: String(n),
      area: '一',
      heading: '二',
      text: `第${n}项`,
      class: 'phased',
      criteria: [],
    });
    await run(AssignIssue, {
      id: issue.id,
      leaderId: leader.id,
      leadUnitId: unit.id,
      supportingUnitIds: [],
      handlerId: person.id,
      dueOn: '2030-01-01',
    });
    await run(ClaimIssue, { id: issue.id }, { ...system, personId: person.id, unitId: unit.id, roles: ['reporter'] });
    ids.push(issue.id);
  }
  return { ids, token: await signedIn(url, 'bench', PASSWORD) };
};

/** The load comes from a thread of its own, so that it does not take turns with the server. */
const load = (url, paths, token) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./http-load.mjs', import.meta.url), {
      workerData: { url, paths, token, body, connections: CONNECTIONS, seconds: SECONDS },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

const oneRound = async (folder) => {
  const config = readConfig({
    RECTIFY_DATABASE_URL: `sqlite:${join(folder, 'r.db')}`,
    RECTIFY_PORT: '0',
    RECTIFY_LOG_LEVEL: 'error',
    // One account asks for what a whole organisation would.
    RECTIFY_REQUESTS_PER_SECOND: '1000000',
  });
  const serving = await serve(config, { modules: [NothingModule] });
  const { engine, url } = serving;
  const { ids, token } = await prepared(serving);
  const paths = (root) => ids.map((id) => `/api/v1/${root}/${id}/progress`);
  const nothing = await load(url, paths('nothing'), token);
  const before = Number(await engine.store.head());
  const command = await load(url, paths('issues'), token);
  const stored = Number(await engine.store.head()) - before;
  if (stored < command.taken) throw new Error(`${command.taken} commands were answered, ${stored} events are stored`);
  const started = performance.now();
  await engine.seen(engine.views, await engine.store.head(), 60_000);
  const lagMs = performance.now() - started;
  await serving.close();
  return { nothing: nothing.rate, command: command.rate, lagMs };
};

/** Each round on a fresh server; the first warms the code and is not counted. */
export const benchHttp = async ({ rounds = 3 } = {}) => {
  const measured = [];
  for (let round = 0; round <= rounds; round++) {
    const folder = mkdtempSync(join(tmpdir(), 'rectify-http-'));
    measured.push(await oneRound(folder));
    rmSync(folder, { recursive: true, force: true });
  }
  const of = (what) => median(measured.slice(1).map((one) => one[what]));
  return [
    {
      name: `HTTP command, ${CONNECTIONS} connections`,
      unit: 'requests/s',
      value: of('command'),
      beside: of('nothing'),
      ratio: median(measured.slice(1).map(({ command, nothing }) => command / nothing)),
      wanted: { ratio: 0.5 },
    },
    { name: 'views behind when the load ends', unit: 'ms', value: of('lagMs') },
  ];
};
