import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { nothingStored, refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { makeWorld, type World } from '../support/world.js';

const NAME = '000_6fa1594c0914af3d.txt';
const file = new Uint8Array(readFileSync(join('..', 'shared', 'seeds', NAME)));
const sha256 = createHash('sha256').update(file).digest('hex');

/** Every warning that the seed deserves, in the order of its lines. */
const expectedWarnings = [
  ['site-noise', 1],
  ['site-noise', 2],
  ['site-noise', 4],
  ['stated-count-differs', 12],
  ['stated-count-differs', 12],
  ['stated-count-differs', 12],
  ['fact-after-as-of', 18],
  ['fact-after-as-of', 26],
  ['fact-after-as-of', 42],
  ['ratio-contradicted', 42],
  ['fact-after-as-of', 46],
  ['fact-after-as-of', 54],
  ['reply-without-heading', 56],
  ['fact-after-as-of', 56],
  ['same-figures-twice', 56],
  ['number-missing', 58],
  ['site-noise', 66],
];

describe('the published report of a rectification', () => {
  let server: RunningServer;
  let world: World;
  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
  });
  afterAll(() => server.stop());

  const importing = (dryRun: boolean, bytes: Uint8Array, name = NAME) =>
    world.office.send('POST', `imports?dryRun=${dryRun}&name=${encodeURIComponent(name)}`, bytes);

  describe('before it is imported', () => {
    it('is read in a dry run as what it states, and stored nowhere', () =>
      nothingStored(server, async () => {
        const { status, body } = await importing(true, file);
        expect(status).toBe(200);
        expect(body.reading).toMatchObject({
          kind: 'report',
          organisation: '山东商河经济开发区党工委',
          team: '市委第七巡察组',
          inspectedFrom: '2023-04-12',
          inspectedTo: '2023-06-13',
          deliveredOn: '2023-08-29',
          asOf: '2023-11-30',
          stated: {
            findings: 12,
            areas: 4,
            headings: 12,
            tasks: 39,
            issues: 42,
            closed: 40,
            closedRate: 95.2,
            longTerm: 2,
            longTermRate: 4.8,
            regulations: 7,
          },
          found: { issues: 12, replies: 13 },
          notUnderstood: [],
        });
        expect(body).toMatchObject({ file: { name: NAME, sha256 }, refusals: [] });
        expect(body).not.toHaveProperty('stored');
        expect((await world.office.get('rounds')).items).toEqual([]);
      }));

    it('is read issue by issue with measures and figures, the lost heading as an entry of its own', async () => {
      const { issues } = (await importing(true, file)).body.reading;
      const numbers = issues.map(({ number }: { number: number | null }) => number);
      expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, null, 12, 13]);
      expect(issues[1]).toMatchObject({ heading: '贯彻落实上级决策部署不到位', line: 20, replyLine: 22 });
      expect(issues[1].text).toMatch(/^贯彻落实习生态文明思想/);
      expect(issues[1].reply).toMatch(/^一是认真抓好学习/);
      expect(issues[1].measures).toHaveLength(4);
      expect(issues[1].figures).toContainEqual({
        text: '目前共检查复查企业239家次',
        value: 239,
        unit: '家次',
        line: 22,
      });
      expect(issues[10]).toMatchObject({ heading: null, text: '', line: 56 });
    });

    it('draws every warning with its line and what is wrong there', async () => {
      const { warnings } = (await importing(true, file)).body;
      expect(warnings.map(({ code, line }: { code: string; line: number }) => [code, line])).toEqual(expectedWarnings);
      const messages = (code: string) =>
        warnings
          .filter((one: { code: string }) => one.code === code)
          .map(({ message }: { message: string }) => message);
      expect(messages('ratio-contradicted')[0]).toContain('70%');
      expect(messages('number-missing')[0]).toContain('(11)');
      expect(messages('stated-count-differs')[2]).toContain('42');
    });
  });

  describe('once it is imported', () => {
    let roundId: string;
    beforeAll(async () => {
      const { status, body } = await importing(false, file);
      expect([status, body.stored.position]).toEqual([200, await server.engine.store.head()]);
      roundId = body.round.id;
    });

    it('is a round that asserts what the text asserts and lists what it was given', async () => {
      const round = await world.leader.get(`rounds/${roundId}`);
      expect(round).toMatchObject({
        organisation: '山东商河经济开发区党工委',
        team: '市委第七巡察组',
        inspectedFrom: '2023-04-12',
        inspectedTo: '2023-06-13',
        deliveredOn: '2023-08-29',
        asserted: { findings: 12, areas: 4, headings: 12, tasks: 39, issues: 42 },
        listed: { issues: 12 },
      });
      expect(round.findingTexts).toHaveLength(1);
      expect(round.findingTexts[0]).toMatchObject({ sha256, text: new TextDecoder().decode(file) });
    });

    it('is a ledger of twelve issues, each as delivered with its reply and its line', async () => {
      const { items } = await world.head.get(`issues?roundId=${roundId}&limit=100`);
      expect(items).toHaveLength(12);
      expect(new Set(items.map(({ status }: { status: string }) => status))).toEqual(new Set(['delivered']));
      const issue = await world.head.get(`issues/${items[1].id}`);
      expect(issue).toMatchObject({ number: '2', provenance: { file: NAME, sha256, row: 20 } });
      expect(issue.asDelivered['整改情况']).toContain('239家次');
      expect(issue.progress).toHaveLength(1);
      expect(issue.progress[0]).toMatchObject({
        provenance: { file: NAME, sha256, row: 22 },
        narrative: issue.asDelivered['整改情况'],
        effectiveAt: '2023-11-29T16:00:00.000Z',
      });
    });

    it('comes out again, area by area and reply by reply, in the report as of its own day', async () => {
      const asked = `rounds/${roundId}/report?asOf=2023-11-30&format=md`;
      const lines = new TextDecoder()
        .decode(await world.leader.download(asked))
        .replaceAll('\\', '')
        .split('\n\n');
      const seed = new TextDecoder()
        .decode(file)
        .split('\n')
        .map((line) => line.trim());
      const replies = seed.filter((line) => line.startsWith('整改情况:')).map((line) => line.slice('整改情况:'.length));
      const told = lines
        .filter((line) => line.startsWith('**整改情况**：'))
        .map((line) => line.slice('**整改情况**：'.length));
      expect(replies).toHaveLength(13);
      expect(told.map((line, at) => line.slice(0, replies[at]!.length))).toEqual(replies);
      const numbers = lines.flatMap((line) => /^（(\d+)）/.exec(line)?.[1] ?? []);
      expect(numbers.slice(0, 13)).toEqual(Array.from({ length: 13 }, (_, at) => `${at + 1}`));
      expect(lines.join('\n')).not.toMatch(/尚无整改记录|未登记/);
      const before = new TextDecoder().decode(
        await world.leader.download(`rounds/${roundId}/report?asOf=2023-11-29&format=md`),
      );
      expect(before).not.toContain('239家次');
    });

    it('notes where the delivered report states other results than are listed', async () => {
      const report = await world.leader.get(`rounds/${roundId}/report?asOf=2023-11-30`);
      expect(report.totals.others).toEqual([{ label: '原通报未逐项载明是否完成', count: 12, rate: 100 }]);
      const { footnotes } = report;
      expect(footnotes).toEqual([
        '原通报载明截至2023年11月30日已整改完成40项（本通报0项）、长期整改2项（本通报0项）、制定或修订规范性文件7项（本通报0项）',
        '原通报载明4个方面，本台账登记1个方面',
        '原通报载明12个大项，本台账登记9个大项',
        '原通报载明39项整改任务，本台账登记0项整改任务',
        '原通报载明42个具体问题，本台账登记12个具体问题',
        `【结转】全部12项的整改情况据“${NAME}”照录`,
      ]);
    });

    it('tells in its history who imported it and what came of it', async () => {
      const { items: events } = await world.inspector.get(`rounds/${roundId}/history?limit=100`);
      const kinds = events.map(({ event }: { event: string }) => event);
      expect(kinds[0]).toBe('RoundOpened');
      expect(kinds.filter((kind: string) => kind === 'IssueListed')).toHaveLength(12);
      expect(kinds).toEqual(expect.arrayContaining(['FindingTextRecorded', 'WorkOrganised']));
      const [opened] = events;
      expect(opened.actor).toMatchObject({ name: '周敏', unit: '巡察整改办公室', roles: ['office'] });
      expect(opened.data.provenance).toEqual({ file: NAME, sha256 });
      expect(new Set(events.map(({ correlationId }: { correlationId: string }) => correlationId)).size).toBe(1);
    });

    it('is refused when it comes again, as a dry run says beforehand', () =>
      nothingStored(server, async () => {
        const { refusals } = (await importing(true, file)).body;
        expect(refusals).toEqual([expect.objectContaining({ code: 'import.already-imported' })]);
        const problem = await refused(importing(false, file), 409, 'import.already-imported');
        expect(problem.details).toMatchObject({ file: NAME, roundId });
      }));
  });

  describe('a file that is none', () => {
    const noise = new Uint8Array(
      Array.from({ length: 64 }, (_, i) => [...createHash('sha512').update(`${i}`).digest()]).flat(),
    );
    const bomb = zipSync(
      { 'xl/workbook.xml': new Uint8Array(10), 'xl/worksheets/sheet1.xml': new Uint8Array(40 * 1024 * 1024) },
      { level: 9 },
    );
    const broken = new Uint8Array([0x50, 0x4b, 0x03, 0x04, ...noise.slice(0, 500)]);
    const plain = new TextEncoder().encode('今日天气晴好。\n会议照常举行。\n');

    it.each([
      { what: 'a text with nothing in it', name: '空.txt', bytes: plain, status: 422, code: 'import.nothing-found' },
      { what: 'an empty file', name: '空.txt', bytes: new Uint8Array(), status: 422, code: 'import.nothing-found' },
      { what: 'a broken workbook', name: '台账.xlsx', bytes: broken, status: 422, code: 'import.not-an-xlsx' },
      { what: 'a bomb', name: '台账.xlsx', bytes: bomb, status: 413, code: 'import.workbook-too-large' },
      { what: 'noise', name: '通报.txt', bytes: noise, status: 422, code: 'import.not-text' },
      { what: 'nameless noise', name: '通报.bin', bytes: noise, status: 422, code: 'import.not-understood' },
    ])('such as $what is refused by name and leaves the server up', ({ name, bytes, status, code }) =>
      nothingStored(server, async () => {
        for (const dryRun of [true, false]) {
          const problem = await refused(importing(dryRun, bytes, name), status, code);
          expect(problem.details.file).toBe(name);
        }
        expect((await server.nobody.get('/health/live')).status).toBe('up');
      }),
    );

    it('such as a list of JSON is refused as no stream of bytes', () =>
      nothingStored(server, () =>
        refused(world.office.send('POST', 'imports?name=a.txt', []), 415, 'import.not-octet-stream'),
      ));
  });
});
