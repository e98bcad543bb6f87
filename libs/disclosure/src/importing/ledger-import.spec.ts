import { ledger, listTasks, type PlanTask, roundStatistics } from '#rectification';
import { people, units } from '#identity';
import { comparePositions, type Event, type Recorded } from '#event-sourcing';
import {
  carriedOver,
  clerk,
  closingDays,
  everyEvent,
  figuresOn,
  ledger42,
  ledger42With,
  roundFacts,
  type Running,
  running,
} from './importing.fixture.js';

const refusalOf = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error as { code: string; details: Record<string, unknown> };
};

describe('the ledger of 42 issues', () => {
  let here: Running;
  beforeEach(async () => {
    here = await running();
  });
  afterEach(() => here.close());

  const ledgerRows = async (roundId: string) => {
    const page = await here.engine.reader.list(ledger, {
      where: { roundId },
      sort: { column: 'numberOrder' },
      limit: 100,
    });
    return page.rows.map(({ row }) => row);
  };
  const typesOf = (events: readonly Recorded<Event>[]) => {
    const counts: Record<string, number> = {};
    for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
    return counts;
  };

  it('shows in a dry run what was understood and stores nothing', async () => {
    const outcome = await here.imports.dryRun(ledger42(), carriedOver, clerk);
    expect(outcome).toMatchObject({
      kind: 'ledger',
      refusals: [],
      round: { counts: { areas: 4, headings: 12, issues: 42, tasks: 39 } },
    });
    expect(outcome.commands).toMatchObject({
      DeliverIssue: 42,
      PlanTask: 39,
      CarryOverClosure: 40,
      CarryOverLongTerm: 2,
    });
    expect(outcome.stored).toBeUndefined();
    expect(await everyEvent(here)).toEqual([]);
  });

  it('names each warning of the reading and of the plan with its row', async () => {
    const { warnings } = await here.imports.dryRun(ledger42(), carriedOver, clerk);
    const rowsOf = (code: string) => warnings.filter((one) => one.code === code).map(({ row }) => row);
    expect(rowsOf('closed-before-start')).toEqual([14, 26, 38]);
    expect(rowsOf('regulation-date-missing')).toEqual([4, 7, 11, 22, 27, 28, 29]);
    expect(rowsOf('task-not-assigned')).toEqual([4, 18, 36]);
  });

  it('carried over counts as the ledger says on the day it speaks of', async () => {
    const { round } = await here.imports.commit(ledger42(), carriedOver, clerk);
    expect(await figuresOn(here, round.id, '2023-11-30')).toEqual({
      issues: 42,
      closed: 40,
      closedRate: 95.2,
      longTerm: 2,
      longTermRate: 4.8,
      regulations: 7,
      tasks: 39,
    });
  });

  it('carried over counts on every earlier day the closings that the ledger dates up to it', async () => {
    const days = await closingDays();
    const { round } = await here.imports.commit(ledger42(), carriedOver, clerk);
    for (const day of ['2023-08-28', '2023-09-01', '2023-10-15', '2023-11-22']) {
      const closed = days.filter((one) => one <= day).length;
      const figures = day < roundFacts.deliveredOn ? undefined : await figuresOn(here, round.id, day);
      expect([day, figures?.closed ?? 0]).toEqual([day, closed]);
    }
  });

  it('carried over names file, digest, sheet and row with every closing', async () => {
    const { round, file } = await here.imports.commit(ledger42(), carriedOver, clerk);
    const [first] = await ledgerRows(round.id);
    expect(first).toMatchObject({ number: '1', closedOn: '2023-10-08', closedBy: 'carried-over' });
    expect(first!.provenance).toEqual({ file: 'ledger-42.xlsx', sha256: file.sha256, sheet: '整改台账', row: 3 });
  });

  it('carried over completes a task on the day its last issue was closed', async () => {
    const { round } = await here.imports.commit(ledger42(), carriedOver, clerk);
    const events = await everyEvent(here);
    const planned = events.find(({ type, data }) => type === 'TaskPlanned' && (data as PlanTask).number === '2')!;
    const done = events.find(({ type, stream }) => type === 'TaskCarriedOver' && stream === planned.stream)!;
    expect(done.data).toMatchObject({ completedOn: '2023-11-15' });
    const { tasksCompleted } = (await roundStatistics(here.engine.reader, { roundId: round.id }))!;
    expect(tasksCompleted).toBe(37);
  });

  it('never lets the effective time of a stream fall', async () => {
    await here.imports.commit(ledger42(), carriedOver, clerk);
    const last = new Map<string, string>();
    for (const { stream, metadata } of await everyEvent(here)) {
      expect(metadata.effectiveAt >= (last.get(stream) ?? '')).toBe(true);
      last.set(stream, metadata.effectiveAt);
    }
  });

  it('opened starts with 42 assigned issues, none closed, and 39 tasks linked n:m', async () => {
    const { round } = await here.imports.commit(ledger42(), roundFacts, clerk);
    expect(await figuresOn(here, round.id, '2024-01-05')).toMatchObject({
      issues: 42,
      closed: 0,
      longTerm: 0,
      regulations: 0,
    });
    const rows = await ledgerRows(round.id);
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['assigned']));
    const { rows: tasks } = await listTasks(here.engine.reader, { roundId: round.id, limit: 100 });
    const links = tasks.flatMap(({ row }) => row.issueIds);
    expect([tasks.length, links.length, new Set(links).size]).toEqual([39, 42, 42]);
  });

  it('opened keeps what the row says of its closing as delivered', async () => {
    await here.imports.commit(ledger42(), roundFacts, clerk);
    const delivered = (await everyEvent(here)).filter(({ type }) => type === 'IssueDelivered');
    const { asDelivered } = delivered[1]!.data as { asDelivered: Record<string, string> };
    expect(asDelivered).toMatchObject({
      销号日期: '2023-11-15',
      完成情况: '已完成',
      建章立制: '《理论学习中心组学习制度》(修订)',
      整改进展: '一是已于2023年9月完成自查,梳理清单3份;二是召开专题会议3次;三是开展回头检查3轮。',
    });
  });

  it('registers each unit and person once, whichever file names them', async () => {
    await here.imports.commit(ledger42(), roundFacts, clerk);
    await here.imports.commit(ledger42(), { ...carriedOver, title: '第二轮' }, clerk);
    expect(typesOf(await everyEvent(here))).toMatchObject({ RoundOpened: 2, UnitRegistered: 8, PersonRegistered: 13 });
    const named = await here.engine.reader.list(units, { where: { name: '经济发展局' } });
    const handler = await here.engine.reader.list(people, { where: { name: '孙静' } });
    expect(handler.rows[0]!.row).toMatchObject({ unitId: named.rows[0]!.row.id, post: '责任人' });
  });

  it('is taken once: the same file, history and title are refused with the round they made', async () => {
    const { round } = await here.imports.commit(ledger42(), carriedOver, clerk);
    // Processes react to what was imported in their own time.
    const imported = async () => (await everyEvent(here)).filter(({ metadata }) => metadata.actor.id === clerk.id);
    const before = await imported();
    const refused = await refusalOf(here.imports.commit(ledger42(), carriedOver, clerk));
    expect(refused).toMatchObject({ code: 'import.already-imported', details: { roundId: round.id } });
    const { refusals } = await here.imports.dryRun(ledger42(), carriedOver, clerk);
    expect(refusals.map(({ code }) => code)).toEqual(['import.already-imported']);
    expect(await imported()).toEqual(before);
  });

  it('is another round under another history', async () => {
    const open = await here.imports.commit(ledger42(), roundFacts, clerk);
    const closed = await here.imports.commit(ledger42(), carriedOver, clerk);
    expect(open.round.title).toBe(closed.round.title);
    expect(await figuresOn(here, open.round.id, '2023-11-30')).toMatchObject({ issues: 42, closed: 0 });
    expect(await figuresOn(here, closed.round.id, '2023-11-30')).toMatchObject({ issues: 42, closed: 40 });
  });

  it('asserts the breakdown that it lists', async () => {
    await here.imports.commit(ledger42(), roundFacts, clerk);
    const [opened] = await everyEvent(here);
    const breakdown = { findings: null, areas: 4, headings: 12, tasks: 39, issues: 42 };
    expect(opened).toMatchObject({ type: 'RoundOpened', data: { breakdown } });
  });

  it('answers with a position that the views have reached', async () => {
    const { stored } = await here.imports.commit(ledger42(), carriedOver, clerk);
    const own = (await everyEvent(here)).filter(({ metadata }) => metadata.actor.id === clerk.id);
    expect(stored).toEqual({ position: own.at(-1)!.position, events: own.length });
    const reached = await here.engine.readStore.checkpoint('ledger');
    expect(comparePositions(reached, stored!.position)).toBeGreaterThanOrEqual(0);
  });

  it('names every missing fact, and how to give it, before anything else', async () => {
    const { refusals } = await here.imports.dryRun(ledger42(), { history: 'carried-over' }, clerk);
    const missing = refusals.filter(({ code }) => code === 'import.fact-missing');
    expect([...new Set(missing.map(({ details }) => details['parameter']))]).toEqual([
      'organisation',
      'team',
      'inspectedFrom',
      'inspectedTo',
      'deliveredOn',
      'asOf',
    ]);
    expect(missing[2]!.details).toMatchObject({ name: '进驻日期', option: '--inspected-from' });
  });

  it('refuses a long-term issue without a review date by its row', async () => {
    const { reviewOn: _, ...without } = carriedOver;
    const refused = await refusalOf(here.imports.commit(ledger42(), without, clerk));
    expect(refused).toMatchObject({
      code: 'import.review-date-missing',
      details: { number: '11', sheet: '整改台账', row: 13 },
    });
  });

  it('stores nothing of a workbook with a repeated number, and names the row and the rule', async () => {
    const file = await ledger42With({ A20: 17 });
    const refused = await refusalOf(here.imports.commit(file, carriedOver, clerk));
    expect(refused).toMatchObject({
      code: 'issue.number-taken',
      details: { number: '17', row: 20, file: 'changed.xlsx' },
    });
    expect(await everyEvent(here)).toEqual([]);
  });

  it('refuses a closing ahead of now by its row', async () => {
    const file = await ledger42With({ S10: new Date('2024-03-01') });
    const { refusals } = await here.imports.dryRun(file, carriedOver, clerk);
    expect(refusals).toMatchObject([
      { code: 'effective.ahead-of-now', row: 10, details: { effectiveOn: '2024-03-01' } },
    ]);
  });

  it('refuses a cell that is longer than its field by its row', async () => {
    const file = await ledger42With({ D9: '问'.repeat(20_001) });
    const { refusals } = await here.imports.dryRun(file, carriedOver, clerk);
    expect(refusals).toMatchObject([{ code: 'import.value-refused', row: 9, details: { field: 'text' } }]);
  });
});
