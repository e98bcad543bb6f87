import { text } from 'node:stream/consumers';
import type { StreamableFile } from '@nestjs/common';
import { BadShape, Views } from '#event-sourcing-nest';
import type { ViewReader } from '#event-sourcing';
import { commanded } from '#event-sourcing/testing';
import { issues, ledger, ReopenIssue, Visibility } from '#rectification';
import type { OfficialReport } from '../writing/report-content.js';
import { carriedOver, clerk, ledger42, type Running, running } from '../importing/importing.fixture.js';
import { ReportsController } from './reports.controller.js';

const jsonOf = async (file: StreamableFile) =>
  JSON.parse(await text(file.getStream())) as Record<string, readonly object[]>;

describe('a round imported on 2024-01-05 as carried over', () => {
  let here: Running;
  let route: ReportsController;
  let id: string;
  beforeAll(async () => {
    here = await running();
    route = new ReportsController(new Visibility(new Views(here.engine), here.engine), here.engine);
    id = (await here.imports.commit(ledger42(), { ...carriedOver, title: '第三轮巡察' }, clerk)).round.id;
    // What the processes store of it while a report is read is not of the same moment as the import.
    here.clock.set('2024-01-05T02:00:01.000Z');
  });
  afterAll(() => here.close());

  it('is reported as JSON of today unless asked otherwise', async () => {
    const file = await route.report(clerk, id, {});
    expect(file.getHeaders()).toMatchObject({ type: 'application/json; charset=utf-8', disposition: undefined });
    expect(await jsonOf(file)).toMatchObject({ asOf: '2024-01-05', totals: { issues: 42, closed: { count: 40 } } });
  });

  it('is reported as a file whose Chinese name every browser can read', async () => {
    const { type, disposition, length } = (
      await route.report(clerk, id, { asOf: '2023-11-30', format: 'docx' })
    ).getHeaders();
    expect(type).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document');
    expect(disposition).toBe(
      `attachment; filename="rectify-2023-11-30.docx"; filename*=UTF-8''${encodeURIComponent('整改情况通报-2023-11-30.docx')}`,
    );
    expect(length).toBeGreaterThan(1_000);
  });

  it('is reported as PDF under its Chinese name', async () => {
    const file = await route.report(clerk, id, { asOf: '2023-11-30', format: 'pdf' });
    expect(file.getHeaders()).toMatchObject({
      type: 'application/pdf',
      disposition: expect.stringContaining(encodeURIComponent('整改情况通报-2023-11-30.pdf')),
    });
    expect((await text(file.getStream())).slice(0, 5)).toBe('%PDF-');
  });

  it('gives its ledger as a workbook and as JSON', async () => {
    const { type, disposition } = (await route.ledger(clerk, id, { asOf: '2023-11-30', format: 'xlsx' })).getHeaders();
    expect(type).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(disposition).toContain(encodeURIComponent('整改台账-2023-11-30.xlsx'));
    const printed = (await route.ledger(clerk, id, { asOf: '2023-11-30', format: 'pdf' })).getHeaders();
    expect(printed.type).toBe('application/pdf');
    expect(printed.disposition).toContain(encodeURIComponent('整改台账-2023-11-30.pdf'));
    const { issues, tasks } = await jsonOf(await route.ledger(clerk, id, { asOf: '2023-11-30' }));
    expect([issues!.length, tasks!.length]).toEqual([42, 39]);
  });

  it('is not known to have existed before the import when asked as known then', async () => {
    const asked = route.report(clerk, id, { asOf: '2023-11-30', knownAt: '2024-01-01' });
    await expect(asked).rejects.toMatchObject({ code: 'round.unknown' });
  });

  it.each(['2023-02-30', '2023-11-30T12:00:00+08:00'])('is not reported as of %s', async (asOf) => {
    await expect(route.report(clerk, id, { asOf })).rejects.toThrow(BadShape);
    await expect(route.ledger(clerk, id, { asOf })).rejects.toThrow(BadShape);
  });

  it('is not reported as of a day to come, nor dated on one', async () => {
    const ahead = { code: 'query.moment-ahead', details: { field: 'asOf', day: '2024-01-06', today: '2024-01-05' } };
    await expect(route.report(clerk, id, { asOf: '2024-01-06' })).rejects.toMatchObject(ahead);
    await expect(route.ledger(clerk, id, { asOf: '2024-01-06' })).rejects.toMatchObject(ahead);
    await expect(route.report(clerk, id, { issuedOn: '2024-01-06' })).rejects.toMatchObject({
      code: 'report.issued-ahead-of-now',
      details: { field: 'issuedOn', issuedOn: '2024-01-06', today: '2024-01-05' },
    });
    await expect(route.report(clerk, id, { issuedOn: '2024-01-04' })).rejects.toMatchObject({
      code: 'report.issued-before-day',
    });
    await expect(route.report(clerk, id, { issuedOn: '2024-01-05' })).resolves.toBeDefined();
  });

  it('is told as of one position, whatever is stored while it is read', async () => {
    const { engine, clock } = here;
    const issueId = (await engine.reader.list(ledger, { where: { status: 'closed' }, limit: 1 })).rows[0]!.key;
    let interfere = async (): Promise<void> => {
      interfere = async () => undefined;
      clock.set('2024-01-05T03:00:00.000Z');
      const words = { id: issueId, source: 'relapse', dueOn: '2024-06-28', reason: '反弹', actor: clerk } as const;
      const { position } = await engine.execute(
        commanded(ReopenIssue, {
          ...words,
          issuedAt: clock.now(),
          commandId: engine.uuid('reopening'),
          commandHash: 'h',
        }),
      );
      await engine.seen([ledger], position);
    };
    const find: ViewReader['find'] = async (view, key, moment) => {
      if (view.name === issues.name) await interfere();
      return engine.reader.find(view, key, moment);
    };
    const { list, count, history } = engine.reader;
    const views = new Views(engine, { list, count, history, find });
    const busy = new ReportsController(new Visibility(views, engine), engine);
    const { totals, areas } = (await jsonOf(await busy.report(clerk, id, {}))) as unknown as OfficialReport;
    const listed = areas.flatMap(({ headings }) => headings).flatMap((heading) => heading.issues);
    expect(listed.filter(({ status }) => status === 'closed')).toHaveLength(totals.closed.count);
    expect(totals.closed.count).toBe(39);
  });

  it('is the only round that there is', async () => {
    await expect(route.report(clerk, 'another', {})).rejects.toMatchObject({ code: 'round.unknown' });
  });
});
