import type { Client } from '../support/client.js';
import { makeMeetingWorld, Meeting, type MeetingWorld, submittedIssues } from '../support/meeting-world.js';
import { nothingStored, refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { until } from '../support/postgres.js';
import { evidenceBytes } from '../support/world.js';

/** 整改方案: two approvals, of the plan and of the closures, that are never taken for each other. */
describe('the plan of a round', () => {
  let server: RunningServer;
  let world: MeetingWorld;
  let roundId: string;
  let issueId: string;
  const { bytes, sha256 } = evidenceBytes('任务清单');
  const content = {
    title: '巡察反馈意见整改方案',
    text: '一、总体要求。二、任务分工。',
    files: [{ sha256, name: '清单.txt' }],
  };

  const path = (rest = '') => `rounds/${roundId}/plan${rest}`;
  const plan = () => world.inspector.get(path());
  const shown = async () =>
    (await world.inspector.get(`rounds/${roundId}?after=${await server.engine.store.head()}`)).plan;
  const waitingFor = async (who: Client) =>
    (await who.get(`inbox?roundId=${roundId}&after=${await server.engine.store.head()}`)).items
      .filter(({ thing }: { thing: { kind: string } }) => thing.kind === 'plan')
      .map(({ kind }: { kind: string }) => kind);

  beforeAll(async () => {
    server = await startServer();
    world = await makeMeetingWorld(server);
    const submitted = await submittedIssues(world, 1);
    roundId = submitted.roundId;
    issueId = submitted.issueIds[0]!;
    await world.office.send('POST', `evidence?name=${encodeURIComponent('清单.txt')}`, bytes);
  }, 120_000);
  afterAll(() => server.stop());

  it('is none before somebody submits it, and is submitted with its files', async () => {
    await refused(world.inspector.send('GET', path()), 404, 'plan.unknown');
    expect(await shown()).toBeNull();
    await nothingStored(server, async () => {
      await refused(world.reporter.try(path(), content), 403, 'rights.denied');
      const files = [{ sha256: 'f'.repeat(64), name: '没有.txt' }];
      await refused(world.office.try(path(), { ...content, files }), 404, 'evidence.not-uploaded');
      await refused(world.office.try('rounds/none/plan', content), 404, 'round.unknown');
    });
    await world.office.do(path(), content);
    expect(await plan()).toMatchObject({
      status: 'submitted',
      editions: [{ edition: 1, files: [{ sha256, mediaType: 'text/plain' }], by: { name: '周敏' } }],
    });
  });

  it('waits for leaders to sign while the round says nothing else, though its closures go to a meeting', async () => {
    expect(await waitingFor(world.leader)).toEqual(['plan-sign-off']);
    await world.leader.do(path('/approval'), {});
    expect(await shown()).toMatchObject({ edition: 1, status: 'submitted', signed: 1 });
    await refused(world.leader.try(path('/approval'), {}), 403, 'plan.signed-already');
  });

  it('stays with those who were to decide it when two leaders agree on a meeting for what comes later', async () => {
    const policy = { way: 'meeting', bodyId: world.leadingGroup, reason: '整改方案由领导小组会议审议' };
    await refused(
      world.leader.try(`rounds/${roundId}/plan-policy`, { ...policy, bodyId: world.committee }),
      409,
      'policy.body-not-competent',
    );
    for (const [who, way] of [
      [world.leader, 'sign-offs'],
      [world.secondLeader, 'meeting'],
    ] as const) {
      await who.do(`rounds/${roundId}/plan-policy`, policy);
      expect((await world.inspector.get(`rounds/${roundId}`)).planPolicy.way).toBe(way);
    }
    expect(await waitingFor(world.secondLeader)).toEqual(['plan-sign-off']);
  });

  it('goes back for a reason, and loses its signatures with the next edition', async () => {
    await refused(world.office.try(path(), { ...content, text: '另一份' }), 409, 'plan.submitted-already');
    await refused(world.office.try(path('/return'), {}), 400, 'reason.missing');
    await world.office.do(path('/return'), { reason: '任务分工不具体' });
    expect(await waitingFor(world.office)).toEqual(['plan-submit']);
    await refused(world.office.try(path(), { ...content, text: '二稿' }), 400, 'reason.missing');
    await world.office.do(path(), { ...content, text: '二稿', reason: '已细化任务分工' });
    expect(await shown()).toMatchObject({ edition: 2, status: 'submitted', signed: 0 });
  });

  it('is decided by a meeting when its own policy said so at its submission; nobody signs it then', async () => {
    const { details } = await refused(world.secondLeader.try(path('/approval'), {}), 403, 'plan.decided-by-meeting');
    expect(details).toMatchObject({ body: '巡察整改工作领导小组' });
    await refused(world.secondLeader.try(path('/rejection'), { reason: '不同意' }), 403, 'plan.decided-by-meeting');
    expect(await waitingFor(world.leader)).toEqual([]);
    expect(await waitingFor(world.secretary.client)).toEqual(['meeting-decision']);
    // The office calls no meeting of the body: only its secretary and chair do.
    expect(await waitingFor(world.office)).toEqual([]);
  });

  it('is approved by the meeting, which closes no issue; the issue is closed by an item of its own', async () => {
    const meeting = await Meeting.convene(world);
    const [ofPlan, ofIssue] = [await meeting.putOnAgenda(roundId, 'plan'), await meeting.putOnAgenda(issueId)];
    await meeting.open();
    await meeting.vote(ofPlan!);
    await until(async () => (await plan()).status === 'approved');
    expect((await world.inspector.get(`issues/${issueId}`)).status).toBe('submitted');
    expect((await plan()).editions[1].outcome).toMatchObject({
      kind: 'approved',
      decided: {
        way: 'meeting',
        body: { name: '巡察整改工作领导小组' },
        item: { number: 1 },
        result: { entitled: 9, yes: 5 },
      },
    });
    const noes = world.members.slice(1, 3).map(({ name }) => name);
    await meeting.vote(ofIssue!, { noes });
    await until(async () => (await world.inspector.get(`issues/${issueId}`)).status === 'rectifying');
    expect(await shown()).toMatchObject({ status: 'approved', decision: { way: 'meeting', item: 1 } });
  });

  it('tells office and inspectors what meetings decided and that it was carried out; a reporter is not told', async () => {
    const { items } = await world.inspector.get(
      `meeting-decisions?roundId=${roundId}&after=${await server.engine.store.head()}`,
    );
    const told = items.map((row: Record<string, unknown>) => [row['matter'], row['adopted'], row['outcome']]);
    expect(told).toHaveLength(2);
    expect(told).toEqual(
      expect.arrayContaining([
        ['plan', true, 'carried-out'],
        ['closure', false, 'carried-out'],
      ]),
    );
    expect((await world.office.get('meeting-decisions?outcome=refused')).items).toEqual([]);
    await refused(world.reporter.send('GET', 'meeting-decisions'), 403, 'rights.denied');
  });

  it('has a history of its own, field by field, which belongs to that of its round', async () => {
    const { items: events } = await world.inspector.get(`rounds/${roundId}/plan/history`);
    expect(events.map(({ event }: { event: string }) => event)).toEqual([
      'PlanSubmitted',
      'PlanSignedOff',
      'PlanReturned',
      'PlanSubmitted',
      'PlanApproved',
    ]);
    expect(events.at(-1).changes).toContainEqual({ field: 'status', before: 'submitted', after: 'approved' });
    const { items: all } = await world.inspector.get(`trail?round=${roundId}&limit=500`);
    expect(all.map(({ event }: { event: string }) => event)).toEqual(
      expect.arrayContaining(['PlanApproved', 'PlanPolicyChanged']),
    );
  });
});
