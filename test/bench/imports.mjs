// A long ledger over HTTP: how long it takes until it is refused or stored, and what others wait for meanwhile.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { HoldPost, OpenAccount, Passwords, RegisterPerson, RegisterUnit } from '#identity';
import { AssignIssue, ClaimIssue, DeliverIssue, OpenRound } from '#rectification';
import { readConfig } from '../../dist/apps/server/src/config.js';
import { serve } from '../../dist/apps/server/src/serve.js';
import { ledgerFile } from './ledger-file.mjs';
import { quantile } from './measure.mjs';
import { by, signedIn } from './orders.mjs';
import { asked } from './papers.mjs';
import { fillStore } from './seed-issue-lives.mjs';
import { watchTurns } from './turns.mjs';

const PASSWORD = 'Bench-2026-zheng-gai';
const EVERY_MS = 50;
const OTHERS_MS = 100;
const REFUSED_WITHIN_MS = 10_000;
const PAPER_WITHIN_MS = 10_000;

const round = {
  title: '压测轮次',
  organisation: '示范区',
  team: '第一巡察组',
  inspectedFrom: '2023-04-01',
  inspectedTo: '2023-06-01',
  deliveredOn: '2023-08-01',
};

/** One issue in work, somebody who reports on it, and the office. */
const prepared = async ({ engine, app, url }) => {
  const system = { id: 'bench', personId: 'bench', name: '压测', roles: ['office', 'admin'], client: 'bench' };
  const run = (type, fields, actor = system) => engine.execute(by(actor, type, fields));
  const unit = await run(RegisterUnit, { name: '经济发展局' });
  const person = async (name, login, role) => {
    const { id } = await run(RegisterPerson, { name });
    await run(HoldPost, { id, unitId: unit.id, post: '科长', from: '2020-01-01' });
    const account = await run(OpenAccount, { login, personId: id, roles: [role] });
    await app.get(Passwords).set(account.id, PASSWORD, false);
    return id;
  };
  const reporter = await person('李明', 'reporter', 'reporter');
  const leader = await person('张海燕', 'leader', 'leader');
  await person('周敏', 'office', 'office');
  const { id: roundId } = await run(OpenRound, round);
  const found = { number: '1', area: '一', heading: '二', text: '第1项', class: 'phased', criteria: [] };
  const issue = await run(DeliverIssue, { roundId, ...found });
  const given = { leaderId: leader, leadUnitId: unit.id, supportingUnitIds: [], handlerId: reporter };
  await run(AssignIssue, { id: issue.id, ...given, dueOn: '2030-01-01' });
  await run(ClaimIssue, { id: issue.id }, { ...system, personId: reporter, unitId: unit.id, roles: ['reporter'] });
  return {
    issueId: issue.id,
    office: await signedIn(url, 'office', PASSWORD),
    reporter: await signedIn(url, 'reporter', PASSWORD),
  };
};

const othersAsk = (url, { reporter: token, issueId }) => {
  const worker = new Worker(new URL('./other-users.mjs', import.meta.url), {
    workerData: { url, token, issueId, everyMs: EVERY_MS },
  });
  const took = new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  return () => {
    worker.postMessage('over');
    return took;
  };
};

/** Sent and waited for by a thread of its own. */
const imported = (url, token, bytes) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./importing.mjs', import.meta.url), {
      workerData: { url, token, bytes, query: QUERY },
    });
    worker.once('message', resolve).once('error', reject);
  });

const meanwhile = async (serving, people, work) => {
  const over = othersAsk(serving.url, people);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const longest = watchTurns();
  const answer = await work();
  const stopped = longest();
  const took = await over();
  return { ...answer, stopped, took };
};

const rowsOf = (name, { ms, stopped, took }, within) => [
  { name, unit: 'ms', value: ms, wanted: within && { value: within } },
  {
    name: `${name}, longest turn`,
    unit: 'ms of processor time',
    value: stopped.processor,
    beside: stopped.clock,
    besideWhat: 'by the clock',
    wanted: { value: OTHERS_MS },
  },
  ...Object.entries(took).map(([question, all]) => ({
    name: `${name}, others: ${question}`,
    unit: 'ms p99',
    value: quantile(all, 0.99),
    beside: quantile(all, 0.5),
    besideWhat: `median; max ${Math.max(...all).toFixed(0)} of ${all.length}`,
    wanted: { value: OTHERS_MS },
  })),
];

const tell = (name, { ms, state, stopped, took }) => {
  const others = Object.entries(took).map(([question, all]) => {
    const of = (q) => quantile(all, q).toFixed(0);
    return `${question} ${of(0.5)}/${of(0.99)}/${Math.max(...all).toFixed(0)}`;
  });
  console.error(
    `  ${name}: ${state} in ${Math.round(ms)} ms, longest turn ${stopped.processor.toFixed(1)} ms of processor time, ${stopped.clock.toFixed(0)} ms by the clock`,
  );
  console.error(`    median/p99/max in ms: ${others.join(', ')}`);
};

const served = async (run, fill = async () => undefined) => {
  const folder = mkdtempSync(join(tmpdir(), 'rectify-imports-'));
  const environment = {
    RECTIFY_DATABASE_URL: `sqlite:${join(folder, 'r.db')}`,
    RECTIFY_PORT: '0',
    RECTIFY_LOG_LEVEL: 'error',
  };
  await fill(environment.RECTIFY_DATABASE_URL);
  const serving = await serve(readConfig(environment));
  try {
    return await run(serving, await prepared(serving));
  } finally {
    await serving.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const QUERY = {
  name: '台账.xlsx',
  title: '第三轮巡察整改',
  organisation: round.organisation,
  team: round.team,
  inspectedFrom: round.inspectedFrom,
  inspectedTo: round.inspectedTo,
  deliveredOn: round.deliveredOn,
  asOf: '2023-11-30',
  history: 'carried-over',
  dryRun: 'false',
};

const one = async (rows, wrong) => {
  const name = `a ${wrong ? 'ledger wrong in its last row' : 'good ledger'} of ${rows} rows`;
  const bytes = ledgerFile(rows, { wrong });
  const found = await served((serving, people) =>
    meanwhile(serving, people, () => imported(serving.url, people.office, bytes)),
  );
  tell(name, found);
  const expected = wrong ? 'refused' : 'done';
  if (found.state !== expected) throw new Error(`${name} ended ${found.state}: ${found.told}`);
  return rowsOf(name, found, wrong ? REFUSED_WITHIN_MS : undefined);
};

/** A paper of many issues asked for meanwhile, and how long it takes. */
const paper = async (issues) => {
  const name = `the report of ${issues} issues as docx`;
  const fill = async (database) => (await fillStore(database, issues, issues)).close();
  const found = await served(async (serving, people) => {
    await serving.engine.seen(serving.engine.views, await serving.engine.store.head(), 600_000);
    const path = `${serving.url}/api/v1/rounds/r0/report?asOf=2023-12-31&format=docx`;
    return meanwhile(serving, people, async () => {
      const { status, ms } = await asked(path, people.office);
      return { state: String(status), ms };
    });
  }, fill);
  tell(name, found);
  if (found.state !== '200') throw new Error(`${name} was answered ${found.state}`);
  return rowsOf(name, found, PAPER_WITHIN_MS);
};

export const benchImports = async ({ sizes = [5_000, 10_000, 20_000], largest = 20_000, issues = 10_000 } = {}) => {
  const rows = await one(largest, true);
  for (const size of sizes) rows.push(...(await one(size, false)));
  rows.push(...(await paper(issues)));
  return rows;
};
