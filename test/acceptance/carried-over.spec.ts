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
  countedIn,
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
    expect([all.closedHere.count, all.carriedOver.count, all.tasksCompleted.count]).toEqual([0, 42, 37]);
    for (const { count, ids } of countedIn(all)) expect(new Set(ids).size).toBe(count);
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

  it('says in the official report of each that it was carried over, with sheet and row', async () => {
    const text = await report('md');
    expect(text).toContain('已整改完成40项，完成率95.2%；长期整改2项，占4.8%');
    expect(text).toContain('40项系据导入台账结转，非经本系统审定');
    for (const { row } of lines)
      expect(text).toContain(`据“${LEDGER}”“${LEDGER_SHEET}”表第${row}行结转，非经本系统审定`);
    expect(text).not.toContain('本系统决定');
  });

  it('says so in the workbook of the ledger', async () => {
    const cells = await writtenCells(await inspector.download(`rounds/${roundId}/ledger?asOf=2023-11-30&format=xlsx`));
    expect(cells('销号日期').map(dayIn)).toEqual(lines.map(({ closedOn }) => closedOn));
    expect(cells('销号方式')).toEqual(lines.map(({ closedOn }) => (closedOn ? '结转' : null)));
    expect(cells('备注')).toEqual(lines.map(({ row }) => `据“${LEDGER}”“${LEDGER_SHEET}”表第${row}行结转`));
  });

  it('names the file by its hash in the official report', async () => {
    for (const format of ['md', 'html', 'json']) expect(await report(format)).toContain(ledgerSha256);
  });

  it('was not known before it was imported', async () => {
    await refused(inspector.send('GET', `rounds/${roundId}/statistics?knownAt=${beforeImport}`), 404, 'round.unknown');
  });

  it('counts 39 once an issue is reopened, and 40 in the same bytes before', async () => {
    const before = await Promise.all(['md', 'html', 'json'].map((format) => report(format)));
    const reopening = { source: 'relapse', reason: '问题反弹', dueOn: '2099-12-31' };
    await office.do(`issues/${rows[1].id}/reopening`, reopening);
    await shown(server, roundId);
    expect(await figures('2023-11-30')).toEqual(asDelivered);
    expect(await figures('2024-01-10')).toEqual(asDelivered);
    expect(await figures(today())).toEqual({ ...asDelivered, closed: 39, closedRate: 92.9 });
    expect(await Promise.all(['md', 'html', 'json'].map((format) => report(format)))).toEqual(before);
    for (const day of monthEnds) {
      const found = await statistics(inspector, roundId, day);
      expect(idsByState(found)).toHaveLength(42);
      expect(new Set(idsByState(found))).toEqual(new Set(found.issues.ids));
    }
  });
});
