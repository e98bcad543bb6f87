import { findRound, ledger } from '#rectification';
import type { Event, Recorded } from '#event-sourcing';
import type { ReportReading } from '../reading/report/reading.js';
import { clerk, everyEvent, figuresOn, type Running, running, seed } from './importing.fixture.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);

const lead = `某区关于巡察整改情况的通报
2023年4月12日至6月13日,市委第三巡察组对某区党工委进行了巡察。8月29日,巡察组向某区党工委反馈了巡察意见。
`;

describe('the seed report', () => {
  let here: Running;
  beforeEach(async () => {
    here = await running();
  });
  afterEach(() => here.close());

  const delivered = async () =>
    (await everyEvent(here)).filter(({ type }) => type === 'IssueDelivered') as Recorded<
      Event<string, { number: string; text: string; asDelivered: Record<string, string> }>
    >[];

  it('shows in a dry run the counts that it asserts and a warning with its line, and stores nothing', async () => {
    const outcome = await here.imports.dryRun(seed(), {}, clerk);
    expect(outcome.reading).toMatchObject({
      kind: 'report',
      stated: { issues: 42, closed: 40 },
      found: { issues: 12 },
    });
    expect(outcome.refusals).toEqual([]);
    expect(outcome.warnings).toContainEqual(expect.objectContaining({ code: 'reply-without-heading', line: 56 }));
    expect(await everyEvent(here)).toEqual([]);
  });

  it('makes a round that asserts 42 issues and lists the twelve it was given', async () => {
    const { round } = await here.imports.commit(seed(), {}, clerk);
    const found = (await findRound(here.engine.reader, { id: round.id }))!.row;
    expect(found).toMatchObject({ team: '市委第七巡察组', inspectedFrom: '2023-04-12', deliveredOn: '2023-08-29' });
    expect(found.asserted).toEqual({ findings: 12, areas: 4, headings: 12, tasks: 39, issues: 42 });
    expect(found.listed).toMatchObject({ issues: 12 });
    expect(found.workParagraphs).toHaveLength(2);
  });

  it('keeps the text as it came, so that no reply is lost', async () => {
    const { round } = await here.imports.commit(seed(), {}, clerk);
    const [finding] = (await findRound(here.engine.reader, { id: round.id }))!.row.findingTexts;
    expect(finding!.text).toBe(new TextDecoder().decode(seed().bytes));
    expect(finding!.sha256).toBe(here.engine.digest(finding!.text));
  });

  it('says what the text says as of its closing date', async () => {
    await here.imports.commit(seed(), {}, clerk);
    const told = (await everyEvent(here)).filter(
      ({ type }) => type === 'FindingTextRecorded' || type === 'WorkOrganised',
    );
    const instant = '2023-11-29T16:00:00.000Z';
    expect(told.map(({ metadata }) => metadata.effectiveAt)).toEqual([instant, instant]);
  });

  it('tells each reply as progress as of its day, with file, hash and line, reported by no unit', async () => {
    const { round, reading, file } = await here.imports.commit(seed(), {}, clerk);
    const told = (await everyEvent(here)).filter(({ type }) => type === 'ProgressReported') as Recorded<
      Event<string, { narrative: string; measures: string[]; percent: number; provenance: object }>
    >[];
    const replies = (reading as ReportReading).issues.filter(({ heading }) => heading !== null);
    expect(told.map(({ data }) => data)).toEqual(
      replies.map(({ reply, measures, replyLine }) => ({
        narrative: reply,
        measures,
        percent: 0,
        figures: [],
        evidence: [],
        provenance: { file: file.name, sha256: file.sha256, row: replyLine },
      })),
    );
    expect(new Set(told.map(({ metadata }) => metadata.effectiveAt))).toEqual(new Set(['2023-11-29T16:00:00.000Z']));
    expect((await figuresOn(here, round.id, '2023-11-30')).closed).toBe(0);
  });

  it('keeps the orphan reply apart, with its place and the number that is missing there', async () => {
    const { round } = await here.imports.commit(seed(), {}, clerk);
    const { findingTexts } = (await findRound(here.engine.reader, { id: round.id }))!.row;
    const [finding] = findingTexts;
    expect(finding!.stated).toEqual({ asOf: '2023-11-30', closed: 40, longTerm: 2, regulations: 7 });
    expect(finding!.repliesApart).toEqual([
      {
        text: expect.stringMatching(/^进一步修订完善了《“三重一大”事项决策制度》,结合/),
        line: 56,
        area: expect.stringMatching(/^学习贯彻/),
        behind: '10',
        number: '11',
      },
    ]);
  });

  it('keeps a reply with its issue as delivered, and the orphan with none', async () => {
    const { reading } = await here.imports.commit(seed(), {}, clerk);
    const issues = await delivered();
    expect(issues.map(({ data }) => data.number)).toEqual('1 2 3 4 5 6 7 8 9 10 12 13'.split(' '));
    expect(issues.every(({ data }) => data.asDelivered['整改情况']!.length > 10)).toBe(true);
    const orphan = reading.kind === 'report' && reading.issues.find(({ heading }) => heading === null)!;
    expect(issues.filter(({ data }) => Object.values(data.asDelivered).includes(orphan ? orphan.reply : ''))).toEqual(
      [],
    );
  });

  it('was delivered on the day it names', async () => {
    const { round } = await here.imports.commit(seed(), {}, clerk);
    const asOf = (day: string) =>
      here.engine.reader.list(ledger, { where: { roundId: round.id }, asOf: `${day}T16:00:00.000Z` });
    expect((await asOf('2023-08-27')).rows).toHaveLength(0);
    expect((await asOf('2023-08-28')).rows).toHaveLength(12);
  });

  it('is taken once, whatever history is asked for', async () => {
    await here.imports.commit(seed(), {}, clerk);
    const again = here.imports.commit(seed(), { history: 'carried-over' }, clerk);
    await expect(again).rejects.toMatchObject({ code: 'import.already-imported' });
  });

  it('imported twice at once makes one round', async () => {
    const both = await Promise.allSettled([
      here.imports.commit(seed(), {}, clerk),
      here.imports.commit(seed(), {}, clerk),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((await everyEvent(here)).filter(({ type }) => type === 'RoundOpened')).toHaveLength(1);
  });

  it('takes a fact given with the import before the one in the text', async () => {
    const { round } = await here.imports.commit(seed(), { team: '市委巡察组', title: '第三轮' }, clerk);
    const { row } = (await findRound(here.engine.reader, { id: round.id }))!;
    expect(row).toMatchObject({ title: '第三轮', team: '市委巡察组' });
  });
});

describe('another report', () => {
  let here: Running;
  beforeEach(async () => {
    here = await running();
  });
  afterEach(() => here.close());

  it('that counts anew under each heading has its issues told apart by area and heading', async () => {
    const parts = [
      '一、落实部署方面',
      '(一)学习不深入',
      '1.学习不够',
      '整改情况:已学习。',
      '(二)调研不深入',
      '1.调研不够',
      '整改情况:已调研。',
    ];
    const file = { name: 'a.txt', bytes: bytesOf(lead + parts.join('\n')) };
    const { warnings, refusals } = await here.imports.dryRun(file, {}, clerk);
    expect(refusals).toEqual([]);
    expect(warnings.map(({ code }) => code)).toContain('numbers-qualified');
    await here.imports.commit(file, {}, clerk);
    const listed = (await everyEvent(here)).filter(({ type }) => type === 'IssueListed');
    expect(listed.map(({ data }) => (data as { number: string }).number)).toEqual(['1-1-1', '1-2-1']);
  });

  it('that asserts fewer issues than it lists is imported with a warning and without that count', async () => {
    const text = `${lead}反馈的问题共1个具体问题。\n一、落实部署方面\n1.学习不够\n整改情况:已学习。\n2.调研不够\n整改情况:已调研。`;
    const { warnings, round } = await here.imports.commit({ name: 'a.txt', bytes: bytesOf(text) }, {}, clerk);
    expect(warnings.map(({ code }) => code)).toContain('count-not-asserted');
    expect((await findRound(here.engine.reader, { id: round.id }))!.row.asserted.issues).toBeNull();
  });

  it('that names no day is told as of its import, with a warning', async () => {
    const text = `${lead}一、落实部署方面\n1.学习不够\n整改情况:已学习。`;
    const { warnings } = await here.imports.commit({ name: 'a.txt', bytes: bytesOf(text) }, {}, clerk);
    expect(warnings.map(({ code }) => code)).toContain('replies-not-dated');
    const [told] = (await everyEvent(here)).filter(({ type }) => type === 'ProgressReported');
    expect(told!.metadata.effectiveAt).toBe('2024-01-05T02:00:00.000Z');
  });

  it('that lacks a fact says which, and how to give it', async () => {
    const file = { name: 'a.txt', bytes: bytesOf('一、落实部署方面\n1.学习不够\n整改情况:已学习。') };
    const { refusals } = await here.imports.dryRun(file, {}, clerk);
    expect(refusals).toContainEqual(
      expect.objectContaining({
        code: 'import.fact-missing',
        details: expect.objectContaining({ field: 'team', option: '--team' }),
      }),
    );
    await expect(here.imports.commit(file, {}, clerk)).rejects.toMatchObject({ code: 'import.fact-missing' });
    expect(await everyEvent(here)).toEqual([]);
  });
});
