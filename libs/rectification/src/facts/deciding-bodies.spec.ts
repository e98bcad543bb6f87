import { randomUUID } from 'node:crypto';
import { partyGroup, signOffs } from '#decision';
import { type Command, type CommandClass, Engine, type EventStore, type ReadStore, RuleBroken } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { digest, happened, submittedIssue } from '../../../../test/support/meeting-decisions.js';
import { group, people, roundOpened, usual } from '../domain/examples.js';
import { ApproveClosure } from '../domain/issue/outcome/decision.js';
import { PlaceUnderLongTerm } from '../domain/issue/outcome/long-term.js';
import { ApprovePlan, ReturnPlan } from '../domain/plan/approval.js';
import { SubmitPlan } from '../domain/plan/submission.js';
import { ChangeClosurePolicy, ChangePlanPolicy } from '../domain/round/policy.js';
import { rectification } from '../index.js';
import { filesOf } from './files.fixture.js';

let store: EventStore;
let readStore: ReadStore;
let engine: Engine;

const uploaded = digest('方案附件');
const evidence = filesOf(async (sha256) =>
  sha256 === uploaded ? { mediaType: 'application/pdf', size: 12 } : undefined,
);

beforeEach(async () => {
  store = await openEventStore('memory:');
  readStore = await openReadStore('sqlite::memory:');
  engine = new Engine({ store, readStore, contexts: [rectification(evidence)], digest });
  await happened(store, 'round-r1', roundOpened);
});
afterEach(async () => {
  await readStore.close();
  await store.close();
});

/** A client may send whatever it likes. */
type Claimed = Readonly<Record<string, unknown>>;

const send = async <C extends Command>(type: CommandClass<C>, fields: Partial<C> & Claimed) => {
  const envelope = { issuedAt: '2024-03-01T02:00:00.000Z', commandId: randomUUID(), commandHash: 'h' };
  const sent = { ...envelope, correlationId: randomUUID(), actor: people.leader, ...fields };
  return (await engine.execute(Object.assign(new type(), sent))).events.map((event) => event.type);
};
const refusal = async <C extends Command>(type: CommandClass<C>, fields: Partial<C> & Claimed) => {
  try {
    return await send(type, fields);
  } catch (error) {
    if (!(error instanceof RuleBroken)) throw error;
    return { code: error.code, ...error.details };
  }
};
const lastOf = async (stream: string) => (await store.readStream(stream)).at(-1)!.data;

const member = (id: string, from = '2020-01-01') => ({ person: { id, name: id }, position: 'member', from });
const established = (ruleSet: object, competence = ['closure', 'plan']) => ({
  type: 'BodyEstablished',
  data: {
    name: group.name,
    competence,
    ruleSet,
    members: [{ ...member('p-leader-1'), position: 'chair' }, member('p-leader-2'), member('p-leader-3', '2024-02-01')],
    secretary: { id: 'p-office', name: '郑科员' },
  },
});
const body = `body-${group.id}`;
const byMeeting = { id: 'r1', way: 'meeting', bodyId: group.id, reason: '集体研究' } as const;
const bySignatures = { ...byMeeting, way: 'sign-offs' } as const;
const closing = { endorsements: ['unit', 'office'] as ('unit' | 'office')[] };

describe('a policy that names a body', () => {
  it('takes name, competence and way of deciding from the body itself, whatever a client claims', async () => {
    await happened(store, body, established(partyGroup));
    const claimed = {
      bodies: [{ ...group, name: '冒名', dissolved: false, competence: [], way: 'meeting', entitled: [] }],
    };
    await send(ChangeClosurePolicy, { ...byMeeting, ...closing, ...(claimed as object) });
    expect(await lastOf('round-r1')).toEqual({
      from: usual,
      to: { ...closing, way: 'meeting', body: group },
      proposedBy: expect.objectContaining({ personId: expect.any(String) }),
    });
    await send(ChangePlanPolicy, byMeeting);
    expect(await lastOf('round-r1')).toMatchObject({ to: { way: 'meeting', body: group } });
  });

  it('is refused with a body that there is not, that is dissolved, or that is not competent', async () => {
    expect(await refusal(ChangePlanPolicy, byMeeting)).toMatchObject({ code: 'policy.body-unknown', bodyId: group.id });
    await happened(store, body, established(partyGroup, ['closure']));
    engine = new Engine({ store, readStore, contexts: [rectification(evidence)], digest });
    expect(await refusal(ChangePlanPolicy, byMeeting)).toMatchObject({
      code: 'policy.body-not-competent',
      body: group.name,
      matter: 'plan',
      competence: ['closure'],
    });
    expect(await refusal(ChangeClosurePolicy, { ...bySignatures, ...closing })).toMatchObject({
      code: 'policy.body-decides-otherwise',
      decides: 'meeting',
    });
    await happened(store, body, { type: 'BodyDissolved', data: { name: group.name } });
    engine = new Engine({ store, readStore, contexts: [rectification(evidence)], digest });
    expect(await refusal(ChangeClosurePolicy, { ...byMeeting, ...closing })).toMatchObject({
      code: 'policy.body-dissolved',
    });
  });

  it('counts members who are entitled on the day of the change', async () => {
    await happened(store, body, established(signOffs(2)));
    const three = { ...bySignatures, ...closing, required: 3 };
    expect(await refusal(ChangeClosurePolicy, { ...three, effectiveOn: '2024-01-31' })).toMatchObject({
      code: 'policy.more-than-can-sign',
      required: 3,
      entitled: 2,
    });
    expect(await send(ChangeClosurePolicy, three)).toEqual(['ClosurePolicyChangeProposed']);
  });
});

describe('a closure that members of a body sign', () => {
  beforeEach(async () => {
    await happened(store, body, established(signOffs(2)));
    await happened(store, 'round-r1', {
      type: 'ClosurePolicyChanged',
      data: { from: usual, to: { ...usual, body: group } },
    });
    await submittedIssue(store, 'i1');
  });
  const signing = (actor = people.leader, over: Partial<ApproveClosure> = {}) =>
    refusal(ApproveClosure, { id: 'i1', actor, ...over });

  it('is signed by who is entitled on the day of the signature', async () => {
    const early = { effectiveOn: '2024-01-31' };
    expect(await signing(people.thirdLeader, early)).toMatchObject({
      code: 'sign-off.not-entitled',
      body: group.name,
      entitled: 2,
    });
    expect(await signing(people.thirdLeader)).toEqual(['ClosureSignedOff']);
    expect(await signing(people.leader)).toEqual(['ClosureSignedOff', 'ClosureApproved']);
  });

  it('is signed by nobody once the body is dissolved or the member excluded', async () => {
    const excluded = { person: { id: 'p-leader-1', name: 'p-leader-1' }, from: '2024-01-01' };
    await happened(store, body, { type: 'MemberExcluded', data: excluded });
    expect(await signing()).toMatchObject({ code: 'sign-off.not-entitled', entitled: 2 });
    await happened(store, body, { type: 'BodyDissolved', data: { name: group.name } });
    engine = new Engine({ store, readStore, contexts: [rectification(evidence)], digest });
    expect(await signing(people.secondLeader)).toMatchObject({ code: 'sign-off.not-entitled', entitled: 0 });
    expect(
      await refusal(PlaceUnderLongTerm, {
        id: 'i1',
        actor: people.secondLeader,
        reviewOn: '2024-12-31',
        reason: '长期',
      }),
    ).toMatchObject({ code: 'sign-off.not-entitled' });
  });
});

describe('the plan of a round', () => {
  const file = { sha256: uploaded, name: '任务清单.pdf' };
  const submitting = { id: 'r1', actor: people.office, title: '整改方案', text: '一、', files: [file] };

  it('is pinned with its files as they were uploaded, and by edition', async () => {
    await send(SubmitPlan, { ...submitting, contentHash: 'claimed', edition: 7 });
    const first = (await lastOf('plan-r1')) as { contentHash: string };
    expect(first).toMatchObject({
      edition: 1,
      files: [{ ...file, mediaType: 'application/pdf', size: 12 }],
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await send(SubmitPlan, submitting)).toEqual([]);
    await send(ReturnPlan, { id: 'r1', actor: people.office, reason: '不具体' });
    await send(SubmitPlan, { ...submitting, reason: '原样再报' });
    const second = (await lastOf('plan-r1')) as { contentHash: string };
    expect(second).toMatchObject({ edition: 2 });
    expect(second.contentHash).not.toBe(first.contentHash);
  });

  it('is refused for no round, with a file that was not uploaded, or an author whom nobody knows', async () => {
    expect(await refusal(SubmitPlan, { ...submitting, id: 'r9' })).toEqual({ code: 'round.unknown', id: 'r9' });
    expect(await refusal(SubmitPlan, { ...submitting, files: [{ ...file, sha256: digest('else') }] })).toMatchObject({
      code: 'evidence.not-uploaded',
      field: 'files',
    });
    expect(await refusal(SubmitPlan, { ...submitting, files: [{ ...file, name: '任务清单.png' }] })).toMatchObject({
      code: 'evidence.not-what-it-claims',
    });
    expect(await refusal(SubmitPlan, { ...submitting, authorIds: ['p9'] })).toMatchObject({
      code: 'person.unknown',
      field: 'authorIds',
    });
  });

  it('is approved under the policy of plans at its submission, which is not that of closures', async () => {
    await happened(store, body, established(partyGroup));
    const both = [people.leader, people.secondLeader];
    for (const actor of both) await send(ChangeClosurePolicy, { ...byMeeting, ...closing, actor });
    await send(SubmitPlan, submitting);
    for (const actor of both) await send(ChangePlanPolicy, { ...byMeeting, actor });
    const approving = { id: 'r1', actor: people.leader };
    expect(await refusal(ApprovePlan, approving)).toEqual(['PlanSignedOff']);
    await send(ReturnPlan, { id: 'r1', actor: people.office, reason: '不具体' });
    await send(SubmitPlan, { ...submitting, reason: '已细化' });
    expect(await refusal(ApprovePlan, { ...approving, actor: people.secondLeader })).toMatchObject({
      code: 'plan.decided-by-meeting',
      body: group.name,
    });
  });
});
