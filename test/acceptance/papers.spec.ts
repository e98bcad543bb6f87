import { today } from '../support/meeting-world.js';
import { refused } from '../support/refused.js';
import { shown } from '../support/round-figures.js';
import { type RunningServer, startServer } from '../support/server.js';
import { bringToRequest, issueBody, makeWorld, report, roundBody, workOn, type World } from '../support/world.js';

const LONG = 20_000;
const FORMATS = ['html', 'docx', 'pdf', 'md'] as const;

describe('the papers of a round', () => {
  let server: RunningServer;
  let world: World;
  let roundId: string;
  const issues: Record<string, string> = {};

  const deliver = async (number: string, more: object = {}): Promise<string> =>
    (issues[number] = (await world.office.do(`rounds/${roundId}/issues`, { ...issueBody(number), ...more })).id);
  const md = async (query = ''): Promise<string[]> => {
    const bytes = await world.inspector.download(`rounds/${roundId}/report?format=md${query}`);
    return new TextDecoder().decode(bytes).replaceAll('\\', '').split('\n\n');
  };
  const asked = (path: string) => world.inspector.send('GET', path);

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    roundId = (await world.office.do('rounds', roundBody)).id;
  });
  afterAll(() => server.stop());

  it('of a round without issues say so in every format', async () => {
    const lines = await md();
    expect(lines.filter((line) => line === '无。')).toHaveLength(2);
    expect(lines.join('')).toContain('追缴（挽回）资金0元');
    for (const format of FORMATS) expect((await asked(`rounds/${roundId}/report?format=${format}`)).status).toBe(200);
    for (const format of ['xlsx', 'pdf'])
      expect((await asked(`rounds/${roundId}/ledger?format=${format}`)).status).toBe(200);
  });

  describe('with an issue closed and reopened after a relapse', () => {
    const path = () => `issues/${issues['1']}`;
    beforeAll(async () => {
      await deliver('1');
      await bringToRequest(world, issues['1']!);
      for (const endorser of [world.head, world.office]) await endorser.do(`${path()}/closure-endorsement`, {});
      for (const signer of [world.leader, world.secondLeader]) await signer.do(`${path()}/closure-approval`, {});
      await world.office.do(`${path()}/reopening`, { source: 'relapse', reason: '问题反弹', dueOn: '2033-12-31' });
      await shown(server, roundId);
    });

    it('tell that it was, when and why, with its new due date', async () => {
      const lines = await md();
      const told = lines.find((line) => line.startsWith('**整改情况**：'));
      expect(told).toMatch(/该问题曾于\d{4}年\d+月\d+日销号，\d{4}年\d+月\d+日因问题反弹重新整改。$/);
      expect(lines).toContain('（1）第1项问题:集中学习次数不足,研讨记录不全（重新整改）');
      expect(lines.join('\n')).toMatch(/完成时限：2033年12月31日。/);
      expect(lines.join('\n')).toMatch(/已整改完成0项，完成率0.0%/);
      expect(lines.filter((line) => line.startsWith('> **注')).join('')).toMatch(
        /第（1）项于\d{4}年\d+月\d+日重新整改/,
      );
    });

    it('are not made to tell of another closing by the evidence of before', async () => {
      await refused(
        world.reporter.try(`${path()}/closure-request`, { statement: '已整改' }),
        409,
        'closure.nothing-since-reopening',
      );
      await workOn({ head: world.head, handler: world.reporter }, issues['1']!, {
        claimedOn: today(),
        on: today(),
        file: { name: '复核.txt', text: '复核材料' },
        report: report('一是重新组织学习。'),
      });
      await world.reporter.do(`${path()}/closure-request`, { statement: '再次申请销号' });
      await shown(server, roundId);
      expect((await md()).join('\n')).toContain('（1）第1项问题:集中学习次数不足,研讨记录不全（整改中，已申请销号）');
    });
  });

  it('keep emoji and long texts whole', async () => {
    const text = `标题👨‍👩‍👧🇨🇳𠮷${'整改'.repeat((LONG - 100) / 2)}😀`;
    await deliver('2', { text });
    await shown(server, roundId);
    expect((await md()).join('')).toContain(text);
    for (const format of FORMATS) {
      const answer = await asked(`rounds/${roundId}/report?format=${format}`);
      expect([format, answer.status]).toEqual([format, 200]);
      if (format === 'html') expect(answer.body).toContain(text);
    }
    const book = await world.inspector.download(`rounds/${roundId}/ledger?format=xlsx`);
    expect(book.length).toBeGreaterThan(5_000);
    expect((await asked(`rounds/${roundId}/ledger?format=pdf`)).status).toBe(200);
    expect(JSON.stringify(await world.inspector.get(`rounds/${roundId}/ledger`))).not.toContain('\uFFFD');
  });

  it('are refused of days before the delivery and to come, of no round and in no format', async () => {
    for (const paper of ['report', 'ledger']) {
      const path = `rounds/${roundId}/${paper}`;
      await refused(asked(`${path}?asOf=2023-08-28`), 400, 'report.before-delivery');
      await refused(asked(`${path}?asOf=2099-01-01`), 400, 'query.moment-ahead');
      await refused(asked(`${path}?asOf=2023-02-30`), 400, 'request.bad-shape');
      await refused(asked(`${path}?format=wps`), 400, 'request.bad-shape');
      await refused(asked(`rounds/none-such/${paper}`), 404, 'round.unknown');
    }
  });

  it('bear a number in the form of the standard, however it was typed, and no day to come', async () => {
    const path = `rounds/${roundId}/report`;
    for (const typed of ['党发[2026]3号', '党发（2026）3号', '党发【2026】3号'])
      expect((await asked(`${path}?documentNumber=${encodeURIComponent(typed)}`)).body).toMatchObject({
        documentNumber: '党发〔2026〕3号',
      });
    for (const typed of ['abc', '党发2026年3号', '党发〔2026〕第3号']) {
      const { errors } = await refused(
        asked(`${path}?documentNumber=${encodeURIComponent(typed)}`),
        400,
        'request.bad-shape',
      );
      expect(errors).toEqual([{ field: 'documentNumber', message: expect.stringContaining('党发〔2026〕3号') }]);
    }
    await refused(asked(`${path}?issuedOn=2099-01-01`), 400, 'report.issued-ahead-of-now');
    await refused(asked(`${path}?asOf=2023-11-30&issuedOn=2023-11-29`), 400, 'report.issued-before-day');
  });
});
