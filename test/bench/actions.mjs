// What may be done to an issue with a long life: each act rehearsed for the one who asks.
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HoldPost, OpenAccount, Passwords, RegisterPerson, RegisterUnit } from '#identity';
import { AssignIssue, ClaimIssue, DeliverIssue, OpenRound, ReportProgress } from '#rectification';
import { readConfig } from '../../dist/apps/server/src/config.js';
import { serve } from '../../dist/apps/server/src/serve.js';
import { median, quantile } from './measure.mjs';
import { by, signedIn } from './orders.mjs';

const EVENTS = 300;
const PASSWORD = 'Bench-2026-zheng-gai';
const ROLES = ['reporter', 'unit-head', 'office', 'leader', 'inspector'];

const system = { id: 'bench', personId: 'bench', name: '压测', roles: ['office', 'admin'], client: 'bench' };

const report = (k) => ({
  narrative: `第${k}次报告:一是组织理论学习中心组集体学习${k}次;二是修订完善制度2项;三是开展专项检查。`,
  measures: ['组织学习', '修订制度'],
  percent: k % 100,
  figures: [],
});

/** One account of each role; the issue is handled by the reporter. */
const prepared = async ({ engine, app }) => {
  const run = (type, fields, actor = system) => engine.execute(by(actor, type, fields));
  const { id: unitId } = await run(RegisterUnit, { name: '经济发展局' });
  const persons = {};
  for (const role of ROLES) {
    const { id } = await run(RegisterPerson, { name: `压测${role}` });
    await run(HoldPost, { id, unitId, post: '科长', from: '2020-01-01' });
    const account = await run(OpenAccount, { login: role, personId: id, roles: [role] });
    await app.get(Passwords).set(account.id, PASSWORD, false);
    persons[role] = id;
  }
  const inspected = { inspectedFrom: '2023-04-01', inspectedTo: '2023-06-01', deliveredOn: '2023-08-01' };
  const { id: roundId } = await run(OpenRound, {
    title: '压测轮次',
    organisation: '示范区',
    team: '第一巡察组',
    ...inspected,
  });
  const place = { number: '1', area: '一', heading: '二', text: '第1项', class: 'phased', criteria: [] };
  const { id } = await run(DeliverIssue, { roundId, ...place });
  const people = { leaderId: persons.leader, leadUnitId: unitId, supportingUnitIds: [], handlerId: persons.reporter };
  await run(AssignIssue, { id, ...people, dueOn: '2030-01-01' });
  const reporter = { ...system, personId: persons.reporter, unitId, roles: ['reporter'] };
  await run(ClaimIssue, { id }, reporter);
  for (let k = 1; k <= EVENTS - 3; k++) await run(ReportProgress, { id, ...report(k) }, reporter);
  return id;
};

const asked = async (url, path, token) => {
  const started = performance.now();
  const answer = await fetch(`${url}/api/v1/${path}`, { headers: { authorization: `Bearer ${token}` } });
  const { items } = await answer.json();
  if (!answer.ok || items.length === 0) throw new Error(`${path}: ${answer.status}`);
  return performance.now() - started;
};

/** Milliseconds over HTTP, for each role. */
export const benchActions = async ({ times = 100 } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'rectify-actions-'));
  const config = readConfig({
    RECTIFY_DATABASE_URL: `sqlite:${join(folder, 'r.db')}`,
    RECTIFY_PORT: '0',
    RECTIFY_LOG_LEVEL: 'error',
    RECTIFY_REQUESTS_PER_SECOND: '1000000',
  });
  const serving = await serve(config);
  try {
    const { engine, url } = serving;
    const id = await prepared(serving);
    await engine.seen(engine.views, await engine.store.head(), 60_000);
    const rows = [];
    for (const role of ROLES) {
      const token = await signedIn(url, role, PASSWORD);
      const took = [];
      for (let i = 0; i < times; i++) took.push(await asked(url, `issues/${id}/actions`, token));
      const name = `actions of an issue with ${EVENTS} events, ${role}`;
      rows.push({ name, unit: 'ms', value: median(took), wanted: { value: 20 } });
      rows.push({ name: `${name}, p99`, unit: 'ms', value: quantile(took, 0.99), wanted: { value: 20 } });
    }
    return rows;
  } finally {
    await serving.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
