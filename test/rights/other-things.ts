import { IssueMaker } from './issue-things.js';
import type { People, Place, Role } from './people.js';
import { STATES, type Thing, thing, type Things } from './things.js';
import { evidenceBytes } from '../support/world.js';

type InStates = Readonly<Record<string, Thing>>;

const each = async <S extends string>(states: readonly S[], make: (state: S) => Promise<Thing>) => {
  const made: Record<string, Thing> = {};
  for (const state of states) made[state] = await make(state);
  return made;
};

type RoundKind = 'issue' | 'task' | 'round' | 'evidence' | 'regulation';

const issuesAndTasks = async (people: People): Promise<Pick<Things, RoundKind>> => {
  const maker = await IssueMaker.open(people, '第一轮次');
  const issue = await each(STATES.issue, (state) => maker.issue(state));
  const another = await IssueMaker.open(people, '机密轮次');
  const carrier = await another.issue('rectifying');
  const task = await each(STATES.task, (state) => another.task(state, carrier.id));
  const { sha256, roundId } = carrier.more;
  const made = { kind: 'made', title: '机密制度' };
  await people.cast.reporter.do(`issues/${carrier.id}/regulations`, made);
  return {
    issue,
    task,
    round: { open: thing(another.roundId, ['机密轮次'], { issueId: carrier.id, issueMark: carrier.marks[0]! }) },
    regulation: { made: thing(carrier.id, ['机密制度'], { roundId: roundId! }) },
    evidence: { kept: thing(sha256!, ['签到表']) },
  };
};

/** Of a round that the unit has work in. */
const planOf = async (people: People, state: (typeof STATES)['plan'][number]): Promise<Thing> => {
  const { cast, persons } = people;
  const { roundId: id } = (await (await IssueMaker.open(people, `方案轮次${state}`)).issue('assigned')).more;
  const mark = `机密方案${state}`;
  const path = `rounds/${id}/plan`;
  const authorIds = Object.keys(persons)
    .filter((name) => /^involved(-|$)/.test(name))
    .map((name) => persons[name]);
  if (state !== 'none') await cast.office.do(path, { title: mark, text: '一是修订制度。', authorIds });
  if (state === 'returned') await cast.office.do(`${path}/return`, { reason: '补充措施' });
  if (state === 'approved')
    for (const leader of [cast.leader, cast.secondLeader]) await leader.do(`${path}/approval`, {});
  return thing(id!, [mark]);
};

/** What somebody below may hand over, and what somebody involved has proposed to. */
const handovers = async (people: People): Promise<InStates> => {
  const { cast, persons, units } = people;
  const maker = await IssueMaker.open(people, '移交轮次');
  for (const name of ['below', 'involved']) await maker.workOf(persons[name]!);
  const unitId = units.own;
  await cast.involved.do(`handovers/${persons['involved']}/proposal`, { unitId, successorId: persons['own'] });
  return {
    none: thing(persons['below']!, [], { unitId: units.below, successorId: persons['below-inspector']! }),
    open: thing(persons['involved']!, ['人员own'], { unitId, successorId: persons['own']! }),
  };
};

const accountsAndClients = (people: People): Pick<Things, 'account' | 'client'> => {
  const { placed, clients, ownClientId, suspendedAccountId, persons, units } = people;
  const of = (role: Role, place: Place) => placed.find((one) => one.roles[0] === role && one.place === place)!;
  const somebody = of('reporter', 'above');
  const own = of('security', 'own');
  const more = { personId: persons['cast-head']! };
  return {
    account: {
      'of somebody': thing(somebody.accountId, ['above-reporter'], { ...more, role: 'unit-head', held: 'reporter' }),
      "of the first unit's people": thing(own.accountId, ['own-security'], {
        personId: own.personId,
        role: 'reporter',
        held: 'security',
      }),
      suspended: thing(suspendedAccountId, ['suspended-leader'], { ...more, role: 'inspector', held: 'leader' }),
    },
    client: {
      'of somebody': thing(clients[0]!.accountId, ['office-read'], { ...more, unitId: units.own }),
      "of the first unit's people": thing(ownClientId, ['自己的'], { ...more, unitId: units.own }),
    },
  };
};

const delegation = async ({ cast, persons }: People): Promise<InStates> => {
  const until = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const given = { to: persons['own'], acts: ['ReportProgress'], until, reason: '出差' };
  const { id } = await cast.involved.do('delegations', given);
  return { open: thing(id, ['人员involved', '人员own'], { until, to: persons['own']! }) };
};

const directory = async ({ cast, persons }: People): Promise<Pick<Things, 'unit' | 'person'>> => {
  const { id } = await cast.admin.do('units', { name: '撤并办公室' });
  return {
    unit: { registered: thing(id, ['撤并办公室']) },
    person: { registered: thing(persons['cast-head']!, ['人员cast-head'], { unitId: id }) },
  };
};

export const makeOtherThings = async (people: People): Promise<Omit<Things, 'body' | 'meeting'>> => ({
  ...(await issuesAndTasks(people)),
  plan: await each(STATES.plan, (state) => planOf(people, state)),
  handover: await handovers(people),
  delegation: await delegation(people),
  ...accountsAndClients(people),
  ...(await directory(people)),
  nothing: { 'as it is': thing('', [], { spare: evidenceBytes('没有上传').sha256 }) },
});
