import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test, type TestingModule } from '@nestjs/testing';
import { validateSync } from 'class-validator';
import { audit } from '#audit';
import { decision, meetings, type SecretKeeper } from '#decision';
import { officialReportOf, writeReport } from '#disclosure';
import { readSheet } from '#disclosure';
import { dateOf, endOfDay, Engine, everyRow, SetClock, streamName } from '#event-sourcing';
import { EventSourcingModule } from '#event-sourcing-nest';
import { openEventStore } from '#event-store';
import { identity, IdentityModule, MemoryCredentials, newSigningKey, Passwords, SignInService } from '#identity';
import { openReadStore } from '#read-store';
import {
  EvidenceFiles,
  findIssue,
  issueStatuses,
  ledger,
  meetingSubjects,
  rectification,
  roundStatistics,
  Uploads,
} from '#rectification';
import { rights } from '../../../../test/rights/declared.js';
import { DemoDirectory } from './demo-directory.js';
import { demoHistory } from './demo-history.js';
import { commandOf } from './demo-steps.js';
import { type DemoAccounts, loadDemo } from './load-demo.js';
import { LiveDays } from './live/live-days.js';
import { liveHistory } from './live/live-history.js';
import { isWorkingDay } from './working-days.js';

const COMING = { client: 'spec', from: '127.0.0.1' };

/** The demonstration holds no secret ballot. */
const noKeeper: SecretKeeper = {
  secret: () => Promise.reject(new Error('no secret ballot')),
  forget: async () => undefined,
};

const cheap = { memoryKiB: 8, iterations: 1, lanes: 1 };

let folder: string;
let evidence: Uploads;
let engine: Engine;
let module: TestingModule;
let directory: DemoDirectory;
let close: () => Promise<void>;

const openAll = async () => {
  folder = await mkdtemp(join(tmpdir(), 'rectify-demo-'));
  evidence = new Uploads(new EvidenceFiles(folder, 1_000_000), folder, { files: 20, bytes: 1_000_000 });
  const clock = new SetClock('2026-05-06T02:00:00.000Z');
  const store = await openEventStore('memory:', { clock });
  const readStore = await openReadStore('sqlite::memory:');
  engine = new Engine({
    store,
    readStore,
    clock,
    contexts: [identity, rectification(evidence), decision(meetingSubjects, noKeeper), audit],
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  });
  await engine.start();
  const accounts = { credentials: new MemoryCredentials(), signingKey: await newSigningKey(), readSheet, cost: cheap };
  module = await Test.createTestingModule({
    imports: [EventSourcingModule.forEngine(engine), IdentityModule.forRoot({ ...accounts, refusalMs: 0 })],
  }).compile();
  directory = new DemoDirectory(engine);
  close = async () => {
    await engine.stop();
    await readStore.close();
    await store.close();
    await rm(folder, { recursive: true });
  };
};

const load = () => loadDemo(engine, module.get(Passwords), evidence);

const everyEvent = () => engine.events('0', 10_000);

const figuresOn = async (day: string) => {
  await engine.seen(engine.views, await engine.store.head());
  return (await roundStatistics(engine.reader, { roundId: directory.roundId, asOf: endOfDay(day) }))!;
};

const issueNumbered = async (number: number) =>
  (await findIssue(engine.reader, { id: directory.issueId(number) }))!.row;

describe('the plan of the demonstration', () => {
  beforeAll(() => openAll());
  afterAll(() => close());

  const all = () =>
    [demoHistory(directory), liveHistory(directory, new LiveDays('2026-05-06'))].flatMap((one) =>
      Object.values(one).flat(),
    );

  it('holds only commands whose shape a client might send', () => {
    for (const step of all()) {
      const errors = validateSync(commandOf(step, '2026-05-06T02:00:00.000Z'), { forbidUnknownValues: false });
      expect(errors.map(({ property }) => `${step.type.name}.${property}`)).toEqual([]);
    }
  });

  it('lets everybody do only what their role may do', () => {
    for (const { type, fields } of all()) {
      const roles = fields.actor!.roles;
      if (roles.includes('system')) continue;
      expect([
        type.name,
        roles.some((role: string) => (rights[type.name]!.roles as readonly string[]).includes(role)),
      ]).toEqual([type.name, true]);
    }
  });

  it('decides on working days only', () => {
    expect(demoHistory(directory).issues.filter(({ on }) => !isWorkingDay(on))).toEqual([]);
  });
});

describe('a demonstration that was loaded', () => {
  let accounts: DemoAccounts;
  const seen: (readonly [number, number])[] = [];

  beforeAll(async () => {
    await openAll();
    accounts = await loadDemo(engine, module.get(Passwords), evidence, (...one) => seen.push(one));
  });
  afterAll(() => close());

  it('shows the figures of the official report as of the end of November 2023', async () => {
    const figures = await figuresOn('2023-11-30');
    expect(figures).toMatchObject({
      issues: 42,
      completed: 40,
      closedRate: { percent: 95.2 },
      byStatus: { 'long-term': 2 },
      longTermRate: { percent: 4.8 },
      regulations: 7,
      regulationsMade: 5,
      regulationsRevised: 2,
      tasks: 39,
      tasksCompleted: 37,
      closedHere: 40,
      listed: { areas: 4, headings: 12 },
      asserted: { findings: 12 },
      differences: [],
    });
  });

  it('has closed them over three months, and one fewer since January 2024', async () => {
    const closed = async (day: string) => (await figuresOn(day)).completed;
    expect(await closed('2023-09-19')).toBe(0);
    expect(await closed('2023-09-30')).toBe(10);
    expect(await closed('2023-10-31')).toBe(24);
    expect(await closed('2024-01-09')).toBe(40);
    expect(await closed('2024-01-31')).toBe(39);
  });

  it('tells of accountability, a zero too, and of money recovered', async () => {
    const { accountability, recoveredFen } = await figuresOn('2023-11-30');
    expect(accountability).toMatchObject({
      discipline: 0,
      admonition: 1,
      criticism: 5,
      'self-criticism': 2,
    });
    expect(recoveredFen).toBe(130_846_000);
    const none = expect.objectContaining({ kind: 'discipline', number: 0 });
    expect((await issueNumbered(17)).accountability).toContainEqual(none);
  });

  it('has an extension, a return, a reopening and two reviews to come', async () => {
    expect(await issueNumbered(20)).toMatchObject({ firstDueOn: '2023-10-31', dueOn: '2023-11-30', status: 'closed' });
    expect((await issueNumbered(25)).closureAttempts).toHaveLength(2);
    expect(await issueNumbered(42)).toMatchObject({ status: 'rectifying', dueOn: '2024-03-29' });
    for (const number of [7, 9]) expect(await issueNumbered(number)).toMatchObject({ status: 'long-term' });
  });

  it('rests every closure on two endorsements and two signatures of four different people', async () => {
    const events = await everyEvent();
    const approved = events.filter(({ type }) => type === 'ClosureApproved');
    // Two of them in the round that is in work.
    expect(approved).toHaveLength(42);
    for (const { stream } of approved) {
      const decisive = events.filter((event) => event.stream === stream);
      const request = decisive.findLastIndex(({ type }) => type === 'ClosureRequested');
      const signers = decisive
        .slice(request)
        .filter(({ type }) => type === 'ClosureEndorsed' || type === 'ClosureSignedOff')
        .map(({ metadata }) => metadata.actor.personId);
      expect([signers.length, new Set(signers).size]).toEqual([4, 4]);
    }
  });

  it('was recorded in the order in which it happened', async () => {
    const dated = (await everyEvent()).filter(
      ({ metadata: { actor } }) => actor.client === 'demo' && actor.id !== 'system',
    );
    const instants = dated.map(({ metadata }) => metadata.effectiveAt);
    expect(instants).toEqual([...instants].sort());
  });

  it('keeps the bytes of every piece of evidence, of three kinds', async () => {
    const attached = (await everyEvent()).filter(({ type }) => type === 'EvidenceAttached');
    const kinds = new Set<string>();
    for (const { data } of attached as unknown as { data: { sha256: string; mediaType: string; name: string } }[]) {
      expect(await evidence.describe(data.sha256)).toMatchObject({ mediaType: data.mediaType });
      kinds.add(`${data.mediaType} ${data.name.split('.').at(-1)}`);
    }
    expect([...kinds].sort()).toEqual(['image/png png', 'text/plain csv', 'text/plain md', 'text/plain txt']);
  });

  it('lets everybody sign in, and the inspector has done nothing', async () => {
    const signIn = module.get(SignInService);
    for (const { login, password } of accounts) expect(await signIn.signIn(login, password, COMING)).toBeDefined();
    const roles = ['领导小组成员', '巡察整改办公室', '单位负责人', '填报人', '巡察督查员'];
    expect(new Set(accounts.map(({ role }) => role))).toEqual(new Set(roles));
    const acts = (await everyEvent()).filter(({ metadata }) => metadata.actor.roles.includes('inspector'));
    expect(acts.filter(({ stream }) => !stream.startsWith(streamName('account', '')))).toEqual([]);
  });

  it('counts its progress up to the whole', () => {
    const [, total] = seen[0]!;
    expect(seen).toEqual(Array.from({ length: total }, (_, at) => [at + 1, total]));
  });

  it('adds nothing when it is loaded again', async () => {
    const before = await engine.store.head();
    expect(await load()).toEqual(accounts);
    expect(await engine.store.head()).toBe(before);
  });

  it('has a second round that is in work, with an issue of every status and days told from that of loading', async () => {
    const { liveRoundId: roundId } = directory;
    const rows = (await everyRow(engine.reader, ledger, { where: { roundId } })).map(({ row }) => row);
    expect(rows).toHaveLength(16);
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(issueStatuses));
    const overdue = rows.filter(
      ({ dueOn, status }) => dueOn !== null && dueOn < '2026-05-06' && status === 'rectifying',
    );
    expect(overdue.map(({ number }) => number)).toEqual(['13']);
    const states = (await everyRow(engine.reader, meetings, {})).map(({ row }) => [row.heldOn, row.state]);
    expect(states.toSorted()).toEqual([
      ['2026-04-28', 'recorded'],
      ['2026-05-03', 'closed'],
      ['2026-05-06', 'open'],
      ['2026-05-07', 'convened'],
    ]);
    const types = new Set((await everyEvent()).map(({ type }) => type));
    const facts = [
      'PlanSubmitted',
      'IssueReturned',
      'IssueReopened',
      'ExtensionRequested',
      'WorkDelegated',
      'HandoverProposed',
    ];
    expect(facts.filter((one) => !types.has(one))).toEqual([]);
  });

  it('gives an official report that says who works on what is left, and where to write to', async () => {
    const day = { roundId: directory.roundId, asOf: '2023-11-30' };
    const text = new TextDecoder().decode(
      (await writeReport(await officialReportOf(engine.reader, day), { format: 'md' })).bytes,
    );
    for (const said of ['95.2%', '4.8%', '规划建设局、蒋雨桐', '2029年3月30日', 'zhenggai@shifan.example']) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain('未登记');
  });
});

describe('a load that was cut short', () => {
  beforeAll(openAll);
  afterAll(() => close());

  it('is taken up where it ended, every act taken once', async () => {
    const failing = loadDemo(engine, module.get(Passwords), evidence, (done) => {
      if (done === 70) throw new Error('cut short');
    });
    await expect(failing).rejects.toThrow('cut short');
    expect((await everyEvent()).length).toBeLessThan(200);
    const opened = await load();
    const acts = (await everyEvent()).filter(({ metadata }) => metadata.actor.client === 'demo');
    const commands = new Set(acts.map(({ metadata }) => metadata.commandId));
    const live = liveHistory(directory, new LiveDays(dateOf(engine.clock.now())));
    const steps = [demoHistory(directory), live].flatMap((one) => Object.values(one).flat());
    // Beside the steps: issues and tasks are listed in the round, each account's roles are noted with its person, and each
    // person and unit takes a name.
    const listings = 42 + 39 + 16 + 4;
    const duties = opened.length;
    const names = acts.filter(({ type }) => type === 'PersonRegistered' || type === 'UnitRegistered').length;
    expect(commands.size).toBe(steps.length + listings + duties + names);
    expect((await figuresOn('2023-11-30')).completed).toBe(40);
  });

  it('gives a password to an account that somebody tried to enter meanwhile', async () => {
    await close();
    await openAll();
    const signIn = module.get(SignInService);
    const tries: Promise<unknown>[] = [];
    await loadDemo(engine, module.get(Passwords), evidence, (done) => {
      if (done === 70) tries.push(signIn.signIn('leader-1', 'a guess', COMING).catch(() => 'refused'));
    });
    expect(await Promise.all(tries)).toEqual(['refused']);
    expect((await signIn.signIn('leader-1', 'Shifan-2023-Zhenggai', COMING)).account.name).toBe('沈立诚');
  });
});
