import type { Client } from '../support/client.js';
import { nothingStored, refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { issueBody, makeWorld, report, roundBody, type World } from '../support/world.js';

describe('work that is entered later than it was done', () => {
  let server: RunningServer;
  let world: World;
  let path: string;
  let roundId: string;

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    const { office, persons, unitId } = world;
    roundId = (await office.do('rounds', roundBody)).id;
    path = `issues/${(await office.do(`rounds/${roundId}/issues`, issueBody('1'))).id}`;
    await office.do(`${path}/assignment`, {
      leaderId: persons.responsible,
      leadUnitId: unitId,
      handlerId: persons.reporter,
      dueOn: '2023-11-30',
      effectiveOn: '2023-09-05',
    });
  });
  afterAll(() => server.stop());

  it('has its reason, whoever enters it', () =>
    nothingStored(server, async () => {
      const { office, head, reporter } = world;
      const late: readonly (readonly [Client, string, object])[] = [
        [head, `${path}/claim`, {}],
        [reporter, `${path}/progress`, report('一是修订。')],
        [reporter, `${path}/extension-request`, { to: '2024-06-30' }],
        [office, `${path}/accountability`, { kind: 'criticism', number: 1 }],
        [office, `rounds/${roundId}/organisation-of-work`, { paragraphs: ['成立领导小组'] }],
        [office, 'rounds', { ...roundBody, title: '第四轮巡察', reason: '' }],
      ];
      for (const [who, at, body] of late) {
        const dated = { effectiveOn: '2023-09-06', ...body };
        const { details } = await refused(who.try(at, dated), 400, 'effective.late-without-reason');
        expect(details).toMatchObject({ field: 'reason', effectiveOn: expect.stringMatching(/^2023-/) });
      }
    }));

  it('is of no day before its issue was delivered, and of none before it was assigned', () =>
    nothingStored(server, async () => {
      const { office, reporter, head } = world;
      const on = (effectiveOn: string) => ({ effectiveOn, reason: '补录' });
      for (const [who, at, body] of [
        [office, 'rounds', { ...roundBody, title: '第四轮巡察' }],
        [office, `rounds/${roundId}/issues`, issueBody('2')],
        [office, `${path}/accountability`, { kind: 'criticism', number: 1 }],
        [office, `rounds/${roundId}/plan`, { title: '整改方案', text: '一、总体要求' }],
      ] as const) {
        const early = who.try(at, { ...body, ...on('2023-08-28') });
        const { details } = await refused(early, 409, 'effective.before-delivery');
        expect(details).toMatchObject({ field: 'effectiveOn', rule: expect.stringMatching(/BeforeTheDelivery$/) });
        expect(details.earliest >= '2023-08-29').toBe(true);
      }
      for (const [who, act, body] of [
        [head, 'claim', {}],
        [reporter, 'progress', report('一是修订。')],
      ] as const) {
        const early = who.try(`${path}/${act}`, { ...body, ...on('2023-09-04') });
        expect((await refused(early, 409, 'effective.before-assignment')).details).toMatchObject({
          rule: 'noUnitWorksBeforeTheAssignment',
          earliest: '2023-09-05',
        });
      }
    }));

  it('is taken with its reason, which the history tells; what is of today needs none', async () => {
    const { head, reporter, office } = world;
    await head.do(`${path}/claim`, { effectiveOn: '2023-09-05', reason: '纸质认领单补录' });
    await reporter.do(`${path}/progress`, report('一是修订。'));
    const { items } = await office.get(`${path}/history?after=${await server.engine.store.head()}`);
    const claimed = items.find(({ event }: { event: string }) => event === 'IssueClaimed');
    expect(claimed).toMatchObject({ reason: '纸质认领单补录' });
  });
});
