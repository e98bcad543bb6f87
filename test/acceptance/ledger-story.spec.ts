import { unzipSync } from 'fflate';
import type { Answer, Client } from '../support/client.js';
import { closedBy, dayIn, type LedgerLine, ledgerLines, writtenCells } from '../support/ledger-file.js';
import { today } from '../support/meeting-world.js';
import { castOf, importLedger, liveThrough, RETURNED, tasksOf } from '../support/ledger-life.js';
import { refused, nothingStored } from '../support/refused.js';
import {
  asDelivered,
  behind,
  idsByState,
  ledgerRows,
  monthEnds,
  printedFigures,
  shown,
  statistics,
} from '../support/round-figures.js';
import { type RunningServer, startServer } from '../support/server.js';
import { makeWorld } from '../support/world.js';

const reviewOn = `${new Date().getFullYear() + 1}-06-30`;

describe('the ledger of 42 issues, imported open', () => {
  let server: RunningServer;
  let office: Client;
  let inspector: Client;
  let lines: LedgerLine[];
  let roundId: string;
  let beforeImport: string;
  let afterImport: string;
  let issueIds: ReadonlyMap<string, string>;

  const figures = async (asOf: string) => printedFigures(await statistics(inspector, roundId, asOf));
  const file = (what: string) => inspector.download(`rounds/${roundId}/${what}`);

  beforeAll(async () => {
    server = await startServer({}, { sameClasses: true });
    lines = await ledgerLines();
    ({ office, inspector } = await makeWorld(server));
  });
  afterAll(() => server.stop());

  it('shows in a dry run what it holds and what is doubtful, and stores nothing', () =>
    nothingStored(server, async () => {
      const { status, body } = await importLedger(office, { history: 'open', dryRun: 'true' });
      expect(status).toBe(200);
      expect(body.round.counts).toEqual({ areas: 4, headings: 12, issues: 42, tasks: 39 });
      expect(body.commands).toMatchObject({ DeliverIssue: 42, PlanTask: 39, AssignIssue: 42, RegisterUnit: 8 });
      expect(body.commands).not.toHaveProperty('CarryOverClosure');
      expect(body.refusals).toEqual([]);
      const rows = (code: string) =>
        body.warnings.filter((one: { code: string }) => one.code === code).map(({ row }: { row: number }) => row);
      expect(rows('closed-before-start')).toEqual([14, 26, 38]);
      expect(rows('task-in-several-units')).toEqual([4, 18, 36]);
    }));

  it('becomes a round with 42 open issues and 39 tasks, n to m, its units and people by name', async () => {
    beforeImport = new Date().toISOString();
    const { body } = await importLedger(office, { history: 'open', dryRun: 'false' });
    afterImport = new Date().toISOString();
    roundId = body.round.id;
    expect((await office.get(`rounds/${roundId}`)).listed).toEqual({ areas: 4, headings: 12, issues: 42, tasks: 39 });
    const rows = await ledgerRows(office, roundId);
    expect(rows.map((row) => [row.number, row.status, row.leader.name, row.leadUnit.name, row.handler.name])).toEqual(
      lines.map(({ number, leader, leadUnit, handler }) => [number, 'assigned', leader, leadUnit, handler]),
    );
    const tasks = await tasksOf(office, roundId);
    const byId = new Map(rows.map(({ id, number }) => [id, number]));
    expect(tasks).toHaveLength(39);
    expect(tasks.flatMap((row) => row.issueIds.map((id) => [byId.get(id), row.number]))).toEqual(
      lines.map(({ number, task }) => [number, task]),
    );
  });

  it('is lived through by everybody whom it names, from claim to sign-off', async () => {
    const cast = await castOf(server, office, { roundId, lines });
    ({ issueIds } = cast);
    await liveThrough(cast, { roundId, lines, reviewOn });
    await shown(server, roundId);
    const rows = await ledgerRows(office, roundId);
    expect(rows.map(({ number, status, closedOn, closedBy }) => [number, status, closedOn, closedBy])).toEqual(
      lines.map(({ number, closedOn }) =>
        closedOn ? [number, 'closed', closedOn, 'decided'] : [number, 'long-term', null, null],
      ),
    );
    const completed = await statistics(office, roundId, '2023-11-30');
    expect([completed.tasks, completed.tasksCompleted]).toEqual([39, 39]);
  });

  it('keeps the return of one issue with its reason beside the request that was granted', async () => {
    const { closureAttempts } = await inspector.get(`issues/${issueIds.get(RETURNED)}`);
    expect(closureAttempts.map(({ outcome }: { outcome: object }) => outcome)).toEqual([
      expect.objectContaining({ kind: 'returned', level: 'office', reason: '自查清单缺少签字' }),
      expect.objectContaining({ kind: 'approved' }),
    ]);
    const [, granted] = closureAttempts;
    expect(granted.signOffs.map(({ signature }: { signature: object }) => signature)).toEqual([
      expect.objectContaining({ name: '张海燕', post: '成员', unit: '巡察整改工作领导小组' }),
      expect.objectContaining({ name: '赵文博' }),
    ]);
  });

  it('stands on the day of the official report as the official report says', async () => {
    expect(await figures('2023-11-30')).toEqual(asDelivered);
  });

  it('has the seven regulations that the ledger names, made or revised', async () => {
    const { items: regulations } = await inspector.get(`rounds/${roundId}/regulations`);
    const named = lines.flatMap(({ regulation }) => (regulation ? [[regulation.kind, regulation.title]] : []));
    expect(named).toHaveLength(7);
    const listed = regulations.map(({ kind, title }: { kind: string; title: string }) => [kind, title]);
    expect([...listed].sort()).toEqual([...named].sort());
  });

  it('stood before that as the closing days of the ledger tell', async () => {
    for (const day of ['2023-10-15', ...monthEnds.slice(0, 3)])
      expect((await figures(day)).closed).toBe(closedBy(lines, day));
    expect(closedBy(lines, '2023-10-15')).toBe(24);
  });

  it('answers numbers alone, and what is behind each when it is asked for by name', async () => {
    const day = '2023-11-30';
    const { at: _, ...figures } = await statistics(inspector, roundId, day);
    expect(JSON.stringify(figures)).not.toContain([...issueIds.values()][0]);
    expect(JSON.stringify(figures).length).toBeLessThan(3_000);
    const named = { ...figures.byStatus, ...figures, tasks: figures.tasks };
    for (const name of ['issues', 'completed', 'closed', 'long-term', 'closedHere', 'closedBySignOffs', 'tasks'])
      expect([name, new Set(await behind(inspector, roundId, name, day)).size]).toEqual([name, named[name]]);
    await refused(
      inspector.send('GET', `rounds/${roundId}/statistics/behind?figure=happiness`),
      400,
      'request.bad-shape',
    );
    const { items } = await inspector.get(`rounds/${roundId}/statistics/behind?figure=completed&asOf=${day}&limit=2`);
    expect(items.map(({ events }: Answer['body']) => events.map(({ type }: Answer['body']) => type))).toEqual([
      ['ClosureApproved'],
      ['ClosureApproved'],
    ]);
  });

  it('compares two days: figures first, then each issue that changed with the events between', async () => {
    const asked = `rounds/${roundId}/statistics/changes?from=2023-10-31&to=2023-11-30&limit=500`;
    const { from, to, changed, items } = await inspector.get(asked);
    expect([from.completed, to.completed]).toEqual([closedBy(lines, '2023-10-31'), 40]);
    expect(items).toHaveLength(changed);
    const closed = items.filter(({ status }: Answer['body']) => status.to === 'closed' && status.from !== 'closed');
    expect(closed).toHaveLength(to.completed - from.completed);
    for (const { events } of closed)
      expect(events.map(({ type }: Answer['body']) => type)).toContain('ClosureApproved');
    const groups = await inspector.get(`rounds/${roundId}/statistics/groups?by=area&asOf=2023-11-30`);
    expect(groups.items.map(({ issues }: Answer['body']) => issues).reduce((a: number, b: number) => a + b)).toBe(42);
    const backwards = `rounds/${roundId}/statistics/changes?from=2023-12-01&to=2023-11-30`;
    await refused(inspector.send('GET', backwards), 400, 'statistics.days-out-of-order');
  });

  it('prints two days as a paper, and refuses days that have not come or are not told', async () => {
    const asked = `rounds/${roundId}/comparison?from=2023-10-31&to=2023-11-30`;
    const told = await inspector.get(`${asked}&format=json`);
    expect(told.totals.to.closed).toEqual({ count: 40, rate: 95.2 });
    const html = (await inspector.send('GET', `${asked}&format=html`)).body as string;
    expect(html).toContain('；完成率由');
    for (const { number } of told.issues) expect(html).toContain(`<p class="item">（${number}）`);
    const pdf = await inspector.send('GET', `${asked}&format=pdf`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const path = `rounds/${roundId}/comparison?from=2023-10-31`;
    await refused(inspector.send('GET', path), 400, 'request.bad-shape');
    await refused(inspector.send('GET', `${path}&to=2099-01-01`), 400, 'query.moment-ahead');
    await refused(inspector.send('GET', `${path}&to=2023-11-31`), 400, 'request.bad-shape');
    await refused(inspector.send('GET', `${path}&to=2023-10-01`), 400, 'statistics.days-out-of-order');
    await refused(inspector.send('GET', `${asked}&asOf=2023-11-30`), 400, 'request.bad-shape');
    await refused(inspector.send('GET', asked.replace(roundId, 'none-such')), 404, 'round.unknown');
  });

  describe('with one issue reopened today', () => {
    const reports = new Map<string, Uint8Array>();
    const formats = ['md', 'html', 'docx', 'json'] as const;

    beforeAll(async () => {
      for (const format of formats) reports.set(format, await file(`report?asOf=2023-11-30&format=${format}`));
      const reopening = {
        source: 're-check',
        reason: '回头看发现问题反弹',
        dueOn: '2033-12-31',
      };
      await office.do(`issues/${issueIds.get('2')}/reopening`, reopening);
      await shown(server, roundId);
    });

    it('counts 39 from then on and 40 still before', async () => {
      expect(await figures('2023-11-30')).toEqual(asDelivered);
      expect(await figures('2024-01-09')).toEqual(asDelivered);
      const since = { ...asDelivered, closed: 39, closedRate: 92.9 };
      expect(await figures(today())).toEqual(since);
      expect(printedFigures(await inspector.get(`rounds/${roundId}/statistics`))).toEqual(since);
    });

    it('has every issue in exactly one state at every month end', async () => {
      for (const day of monthEnds) {
        const ids = await idsByState(inspector, roundId, day);
        expect(ids).toHaveLength(42);
        expect(new Set(ids)).toEqual(new Set(await behind(inspector, roundId, 'issues', day)));
      }
    });

    it('was not known before it was imported, and open until somebody acted', async () => {
      await refused(
        inspector.send('GET', `rounds/${roundId}/statistics?knownAt=${beforeImport}`),
        404,
        'round.unknown',
      );
      expect((await inspector.get(`rounds?knownAt=${beforeImport}`)).items).toEqual([]);
      expect((await inspector.get(`issues?roundId=${roundId}&knownAt=${beforeImport}`)).items).toEqual([]);
      const then = await inspector.get(`rounds/${roundId}/statistics?asOf=2023-11-30&knownAt=${afterImport}`);
      expect([then.issues, then.byStatus.assigned, then.completed]).toEqual([42, 42, 0]);
    });

    it('is known today to have stood then as it stood', async () => {
      const now = new Date().toISOString();
      const known = await inspector.get(`rounds/${roundId}/statistics?asOf=2023-11-30&knownAt=${now}`);
      expect(printedFigures(known)).toEqual(asDelivered);
    });

    it.each(formats)('is reported as of 2023-11-30 in the same bytes of %s as before', async (format) => {
      const again = await file(`report?asOf=2023-11-30&format=${format}`);
      expect(Buffer.compare(again, reports.get(format)!)).toBe(0);
      expect(again.length).toBeGreaterThan(10_000);
    });

    it('is reported with the numbers in the sentence of totals', async () => {
      const docx = unzipSync(reports.get('docx')!)['word/document.xml']!;
      const texts = [reports.get('md')!, reports.get('html')!, docx].map((bytes) => new TextDecoder().decode(bytes));
      for (const text of texts) {
        expect(text).toContain('4个方面、12大项、39项整改任务,共计42项具体问题'.replaceAll(',', '，'));
        expect(text).toContain('截至2023年11月30日，已整改完成40项，完成率95.2%；长期整改2项，占4.8%');
        expect(text).toContain('制定或修订规范性文件7项');
      }
      const later = new TextDecoder().decode(await file(`report?asOf=${today()}&format=md`));
      expect(later).toContain('已整改完成39项，完成率92.9%');
    });

    it('comes as a workbook that opens, row by row as it stood', async () => {
      const cells = await writtenCells(await file('ledger?asOf=2023-11-30&format=xlsx'));
      expect(cells('序号')).toEqual(lines.map(({ number }) => Number(number)));
      expect(cells('销号日期').map(dayIn)).toEqual(lines.map(({ closedOn }) => closedOn));
      expect(cells('销号方式')).toEqual(lines.map(({ closedOn }) => (closedOn ? '本系统决定' : null)));
    });
  });
});
