import { atMeeting, listed, opened, roundEvent } from '../../../../../test/support/round-events.js';
import { projected, type PastEvent } from '../../../../../test/support/projected-views.js';
import { planDetail } from './plan-detail.js';
import { plans } from './plans.js';
import { register } from '../round/register.js';
import { findRoundWithPlan, listRoundsWithPlans } from '../round/rounds-with-plans.js';
import { rounds } from '../round/rounds.js';

const first = { edition: 1, contentHash: 'p1' };
const second = { edition: 2, contentHash: 'p2' };
const content = { title: '整改方案', text: '一、', files: [], authors: [] };
const signature = { personId: 'leader-1', name: '成员1' };
const onPlan = (type: string, data: object, at: string, reason?: string): PastEvent => ({
  stream: 'plan-r1',
  event: { type, data },
  at: `${at}T02:00:00.000Z`,
  more: { reason },
});

const submitted = onPlan('PlanSubmitted', { ...content, ...first }, '2023-09-01');
const returned = onPlan('PlanReturned', first, '2023-09-03', '措施不具体');
const resubmitted = onPlan('PlanSubmitted', { ...content, text: '二、', ...second }, '2023-09-05', '已补充');
const signed = onPlan('PlanSignedOff', { ...second, signature, count: 1, required: 2 }, '2023-09-06');
const approved = onPlan('PlanApproved', { ...second, decided: atMeeting }, '2023-09-07');
const round: PastEvent[] = [
  { stream: 'round-r1', event: opened, at: '2023-08-29T00:00:00.000Z' },
  { stream: 'round-r1', event: listed('i1', '1') },
  { stream: 'round-r2', event: opened },
];
const views = [rounds, plans, planDetail, register];
const past = [...round, submitted, returned, resubmitted, signed, approved];

describe('the plan of a round', () => {
  it('keeps every edition with its signatures and its outcome', async () => {
    const { reader } = await projected(views, past);
    const { row } = (await reader.find(planDetail, 'r1'))!;
    expect(row.status).toBe('approved');
    expect(row.editions).toMatchObject([
      { ...first, text: '一、', signOffs: [], outcome: { kind: 'returned', reason: '措施不具体' } },
      {
        ...second,
        text: '二、',
        reason: '已补充',
        signOffs: [{ signature, count: 1 }],
        outcome: { kind: 'approved', decided: { way: 'meeting', body: { name: '领导小组' } } },
      },
    ]);
  });

  it('tells who rejected it, and which meeting voted it down', async () => {
    const endings = { PlanRejected: { ...first, signature }, PlanVotedDown: { ...first, decided: atMeeting } };
    const kinds = { PlanRejected: 'rejected', PlanVotedDown: 'voted-down' };
    for (const [type, data] of Object.entries(endings)) {
      const { reader } = await projected(views, [...round, submitted, onPlan(type, data, '2023-09-02')]);
      const kind = kinds[type as keyof typeof kinds];
      const { signature: by, decided } = { signature: null, decided: null, ...data } as Record<string, unknown>;
      expect((await reader.find(planDetail, 'r1'))!.row).toMatchObject({
        status: kind,
        editions: [{ outcome: { kind, signature: by, decided } }],
      });
      expect((await reader.find(plans, 'r1'))!.row).toMatchObject({ status: kind, decidedOn: '2023-09-02', signed: 0 });
    }
  });
});

describe('a round with a plan', () => {
  it('shows where its plan stands, now and as of an earlier day', async () => {
    const { reader } = await projected(views, past);
    const planOn = async (asOf?: string) => (await findRoundWithPlan(reader, { id: 'r1', asOf }))!.row.plan;
    expect(await planOn()).toMatchObject({
      edition: 2,
      status: 'approved',
      submittedOn: '2023-09-05',
      decidedOn: '2023-09-07',
      decision: { way: 'meeting', item: 3, yes: 5 },
    });
    expect(await planOn('2023-09-06T04:00:00.000Z')).toMatchObject({ edition: 2, status: 'submitted', signed: 1 });
    expect(await planOn('2023-09-04T00:00:00.000Z')).toMatchObject({ edition: 1, status: 'returned' });
    expect(await planOn('2023-08-30T00:00:00.000Z')).toBeNull();
  });

  it('is listed beside rounds without', async () => {
    const { reader } = await projected(views, past);
    const { rows } = await listRoundsWithPlans(reader, {});
    expect(new Map(rows.map(({ row }) => [row.id, row.plan?.status]))).toEqual(
      new Map([
        ['r1', 'approved'],
        ['r2', undefined],
      ]),
    );
    expect(await findRoundWithPlan(reader, { id: 'r9' })).toBeUndefined();
  });

  it('goes by the usual policy until another is set', async () => {
    const usual = { way: 'sign-offs', required: 2 } as const;
    const to = { way: 'meeting', body: atMeeting.body } as const;
    const changed = { stream: 'round-r2', event: roundEvent('PlanPolicyChanged', { from: usual, to }) };
    const { reader } = await projected(views, [...round, changed]);
    expect((await findRoundWithPlan(reader, { id: 'r1' }))!.row.planPolicy).toEqual(usual);
    expect((await findRoundWithPlan(reader, { id: 'r2' }))!.row).toMatchObject({
      planPolicy: to,
      closurePolicy: opened.data.closurePolicy,
    });
  });
});
