import { today } from '../support/meeting-world.js';
import type { Answer, Client } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import {
  closedBy,
  dayIn,
  LEDGER,
  LEDGER_SHEET,
  type LedgerLine,
  ledgerFacts,
  ledgerLines,
  ledgerSha256,
  writtenCells,
} from '../support/ledger-file.js';
import { importLedger } from '../support/ledger-life.js';
import { nothingStored, refused } from '../support/refused.js';
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

describe('the ledger of 42 issues, imported as carried over', () => {
  let server: RunningServer;
  let office: Client;
  let inspector: Client;
  let lines: LedgerLine[];
  let roundId: string;
  let beforeImport: string;
  let rows: Answer['body'][];

  const figures = async (asOf: string) => printedFigures(await statistics(inspector, roundId, asOf));
  const report = async (format: string, asOf: string = ledgerFacts.asOf) =>
    new TextDecoder().decode(await inspector.download(`rounds/${roundId}/report?asOf=${asOf}&format=${format}`));
  const provenanceOf = ({ row }: LedgerLine) => ({ file: LEDGER, sha256: ledgerSha256, sheet: LEDGER_SHEET, row });

  beforeAll(async () => {
    server = await startServer();
    lines = await ledgerLines();
    ({ office, inspector } = await makeWorld(server));
    beforeImport = new Date().toISOString();
    const { body } = await importLedger(office, { history: 'carried-over', dryRun: 'false', reviewOn });
    roundId = body.round.id;
    rows = await ledgerRows(inspector, roundId);
    await eventually(async () => (await inspector.get('trail?kind=CommandScheduled')).items.length === 2);
  });
  afterAll(() => server.stop());

  it('is refused without a review date for what is long-term, and stores nothing', () =>
    nothingStored(server, async () => {
      const sent = importLedger(office, { history: 'carried-over', dryRun: 'false', title: '另一轮' });
      const problem = await refused(sent, 400, 'import.review-date-missing');
      expect(problem.details).toMatchObject({ field: 'reviewOn', row: 13 });
    }));

  it('stands on every day as the closing days of the ledger tell', async () => {
    expect(await figures('2023-11-30')).toEqual(asDelivered);
    for (const day of ['2023-10-15', ...monthEnds.slice(0, 3)])
      expect((await figures(day)).closed).toBe(closedBy(lines, day));
  });

  it('counts its closings as carried over and none as decided here, with ids behind every number', async () => {
    const all = await statistics(inspector, roundId, '2023-11-30');
    expect([all.closedHere, all.carriedOver, all.tasksCompleted]).toEqual([0, 42, 37]);
    for (const name of ['closedHere', 'carriedOver', 'tasksCompleted', 'completed'])
      expect(new Set(await behind(inspector, roundId, name, '2023-11-30')).size).toBe(all[name]);
  });

  it('names file, hash, sheet and row of every end in the ledger', () => {
    const shown = rows.map(({ status, closedOn, provenance }) => [status, closedOn, provenance]);
    expect(shown).toEqual(
      lines.map((line) => [line.closedOn ? 'closed' : 'long-term', line.closedOn ?? null, provenanceOf(line)]),
    );
    const ways = rows.map(({ closedBy, longTerm }) => closedBy ?? longTerm.way);
    expect(new Set(ways)).toEqual(new Set(['carried-over']));
  });

  it('names them in the detail of every issue, which was never decided here', async () => {
    for (const [at, line] of lines.entries()) {
      const { closed, placements, closureAttempts } = await inspector.get(`issues/${rows[at].id}`);
      const end = line.closedOn ? closed : placements[0];
      expect(end).toMatchObject({ way: 'carried-over', decided: null, provenance: provenanceOf(line) });
      expect([closureAttempts, end.on ?? end.reviewOn]).toEqual([[], line.closedOn ?? reviewOn]);
    }
  });

  it('names them in the history of every issue', async () => {
    for (const [at, line] of lines.entries()) {
      const { items: events } = await inspector.get(`issues/${rows[at].id}/history`);
      const end = events.at(-1);
      expect(end.event).toBe(line.closedOn ? 'ClosureCarriedOver' : 'LongTermCarriedOver');
      expect(end.data.provenance).toEqual(provenanceOf(line));
      expect(end.changes).toContainEqual(expect.objectContaining({ field: 'status', before: 'assigned' }));
    }
    const decisions = 'ClosureApproved,LongTermApproved,ClosureSignedOff,TaskCompleted';
    expect((await inspector.get(`trail?round=${roundId}&kind=${decisions}`)).items).toEqual([]);
  });

  it('says once in the official report what was carried over, and from where', async () => {
    const text = await report('md');
    expect(text).toContain('已整改完成40项，完成率95.2%；长期整改2项，占4.8%');
    expect(text.match(/【结转】.*/gu)).toEqual([
      `【结转】全部42项的销号或者长期整改据“${LEDGER}”“${LEDGER_SHEET}”表结转，未在本轮次履行审核、审议程序。`,
    ]);
    expect(text).not.toMatch(/系统|未登记|事件位置|模板版本/u);
  });

  it('says so in the workbook of the ledger', async () => {
    const cells = await writtenCells(await inspector.download(`rounds/${roundId}/ledger?asOf=2023-11-30&format=xlsx`));
    expect(cells('销号日期').map(dayIn)).toEqual(lines.map(({ closedOn }) => closedOn));
    expect(cells('销号方式')).toEqual(lines.map(({ closedOn }) => (closedOn ? '结转' : null)));
    expect(cells('备注')).toEqual(lines.map(({ row }) => `据“${LEDGER}”“${LEDGER_SHEET}”表第${row}行结转`));
  });

  it('names file, hash, sheet and row of each end in the report as data, and no hash in what is printed', async () => {
    const { areas } = JSON.parse(await report('json'));
    const ends = areas
      .flatMap(({ headings }: Answer['body']) => headings)
      .flatMap(({ issues }: Answer['body']) => issues);
    expect(ends.map(({ carriedOver }: Answer['body']) => carriedOver)).toEqual(lines.map(provenanceOf));
    for (const format of ['md', 'html']) expect(await report(format)).not.toContain(ledgerSha256);
  });

  it('is refused for a day before the delivery, naming the rule and the first day that there is', async () => {
    const asked = inspector.send('GET', `rounds/${roundId}/report?asOf=2023-08-28&format=docx`);
    const { details } = await refused(asked, 400, 'report.before-delivery');
    expect(details).toMatchObject({ field: 'asOf', asOf: '2023-08-28', deliveredOn: '2023-08-29' });
    await refused(inspector.send('GET', `rounds/${roundId}/ledger?asOf=2023-08-28`), 400, 'report.before-delivery');
  });

  it('bears number, day and signature as its office gives them', async () => {
    const given = 'documentNumber=某发〔2023〕9号&issuedOn=2023-12-05&issuer=某整改办';
    const asked = `rounds/${roundId}/report?asOf=2023-11-30&format=md&${encodeURI(given)}`;
    const text = new TextDecoder().decode(await inspector.download(asked));
    for (const part of ['某发〔2023〕9号', '2023年12月5日', '某整改办']) expect(text).toContain(part);
    const early = `rounds/${roundId}/report?asOf=2023-11-30&issuedOn=2023-11-29`;
    await refused(inspector.send('GET', early), 400, 'report.issued-before-day');
  });

  it('was not known before it was imported', async () => {
    await refused(inspector.send('GET', `rounds/${roundId}/statistics?knownAt=${beforeImport}`), 404, 'round.unknown');
  });

  it('counts 39 once an issue is reopened, and 40 in the same bytes before', async () => {
    const before = await Promise.all(['md', 'html', 'json'].map((format) => report(format)));
    const reopening = { source: 'relapse', reason: '问题反弹', dueOn: '2033-12-31' };
    await office.do(`issues/${rows[1].id}/reopening`, reopening);
    await shown(server, roundId);
    expect(await figures('2023-11-30')).toEqual(asDelivered);
    expect(await figures('2024-01-10')).toEqual(asDelivered);
    expect(await figures(today())).toEqual({ ...asDelivered, closed: 39, closedRate: 92.9 });
    expect(await Promise.all(['md', 'html', 'json'].map((format) => report(format)))).toEqual(before);
    for (const day of monthEnds) {
      const ids = await idsByState(inspector, roundId, day);
      expect(ids).toHaveLength(42);
      expect(new Set(ids)).toEqual(new Set(await behind(inspector, roundId, 'issues', day)));
    }
  });
});
