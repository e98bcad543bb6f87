import type { Answer, Client } from '../support/client.js';
import { refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { evidenceBytes, issueBody, makeWorld, roundBody, type World } from '../support/world.js';

const ABSENT = '0'.repeat(64);

describe('a file that was handed in', () => {
  let server: RunningServer;
  let world: World;
  let roundId: string;
  let stranger: Client;
  let strangerId: string;
  let own: string;
  let theirs: string;

  const upload = async (who: Client, text: string, headers = {}) => {
    const { bytes, sha256 } = evidenceBytes(text);
    const { status } = await who.send('POST', 'evidence?name=a.txt', bytes, headers);
    expect(status).toBe(201);
    return sha256;
  };
  const attach = (who: Client, issue: string, sha256: string, headers = {}): Promise<Answer> =>
    who.send(
      'POST',
      `issues/${issue}/evidence`,
      { sha256, name: 'a.txt', datedOn: '2023-10-01' },
      headers && { 'if-match': '*', ...headers },
    );
  const assigned = async (number: string, leadUnitId: string, handlerId: string) => {
    const { id } = await world.office.do(`rounds/${roundId}/issues`, issueBody(number));
    const whose = { leaderId: world.persons.responsible, leadUnitId, handlerId, dueOn: '2023-11-30' };
    await world.office.do(`issues/${id}/assignment`, { ...whose, effectiveOn: '2023-09-05' });
    return id as string;
  };

  beforeAll(async () => {
    server = await startServer({ RECTIFY_UNATTACHED_FILES: '4' });
    world = await makeWorld(server);
    const { id: unitId } = await server.admin.do('units', { name: '体育局' });
    strangerId = (await server.admin.do('people', { name: '何平' })).id;
    await server.admin.do(`people/${strangerId}/posts`, { unitId, post: '职员', from: '2020-01-01' });
    stranger = await server.account('stranger', strangerId, 'reporter');
    roundId = (await world.office.do('rounds', roundBody)).id;
    own = await assigned('1', unitId, strangerId);
    theirs = await assigned('2', world.unitId, world.persons.reporter);
  });
  afterAll(() => server.stop());

  it('is attached by whoever handed it in, and by nobody who knows its hash alone', async () => {
    const sha256 = await upload(world.reporter, '他人的材料');
    const strip = ({ body }: Answer) => JSON.stringify(body).replaceAll(/"(instance|sha256)":"[^"]*"/g, '');
    const hidden = await attach(stranger, own, sha256);
    await refused(Promise.resolve(hidden), 404, 'evidence.not-uploaded');
    expect(strip(hidden)).toEqual(strip(await attach(stranger, own, ABSENT)));
    expect((await attach(world.reporter, theirs, sha256)).status).toBe(200);
    expect(strip(await attach(stranger, own, sha256))).toEqual(strip(hidden));
    await refused(stranger.send('GET', `evidence/${sha256}`), 404, 'evidence.no-such-file');
  });

  it('is attached by another once it is readable to them, and by the office, which reads everything', async () => {
    const { sha256 } = evidenceBytes('他人的材料');
    expect((await attach(world.head, theirs, sha256)).status).toBe(200);
    const fresh = await upload(stranger, '本单位材料');
    expect((await attach(world.head, theirs, fresh)).status).toBe(404);
    expect((await attach(stranger, own, fresh)).status).toBe(200);
    expect((await attach(stranger, own, fresh)).status).toBe(200);
  });

  it('for somebody else is theirs, and its giver’s who attaches it for them', async () => {
    const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await world.reporter.do('delegations', { to: strangerId, acts: ['AttachEvidence'], until, reason: '出差' });
    const forThem = { 'x-rectify-on-behalf-of': world.persons.reporter };
    const mine = await upload(stranger, '代办材料之一');
    expect((await attach(stranger, theirs, mine, forThem)).status).toBe(200);
    const asTheirs = await upload(stranger, '代办材料之二', forThem);
    expect((await attach(stranger, own, asTheirs)).status).toBe(404);
    expect((await attach(world.reporter, theirs, asTheirs)).status).toBe(200);
  });

  it('belongs to a plan, whose next edition has it again', async () => {
    const sha256 = await upload(world.head, '方案附件');
    const plan = { title: '整改方案', text: '一是……', files: [{ sha256, name: 'a.txt' }] };
    const byStranger = { ...plan, files: [{ sha256: await upload(world.reporter, '别人的附件'), name: 'a.txt' }] };
    await refused(world.head.try(`rounds/${roundId}/plan`, byStranger), 404, 'evidence.not-uploaded');
    await world.head.do(`rounds/${roundId}/plan`, plan);
    await world.office.do(`rounds/${roundId}/plan/return`, { reason: '不具体' });
    await world.head.do(`rounds/${roundId}/plan`, { ...plan, text: '一是完善制度……', reason: '补充措施' });
  });

  it('counts until it is attached: one above the number is refused with what to do', async () => {
    for (const text of ['一', '二', '三', '四']) await upload(world.head, text);
    const fifth = world.head.send('POST', 'evidence?name=a.txt', evidenceBytes('五').bytes);
    const { details } = await refused(fifth, 409, 'evidence.quota');
    expect(details).toMatchObject({ limitFiles: 4, usedFiles: 4, usedBytes: 12 });
    expect((await attach(world.head, theirs, evidenceBytes('一').sha256)).status).toBe(200);
    await upload(world.head, '五');
  });
});
