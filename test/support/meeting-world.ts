import type { Client } from './client.js';
import type { RunningServer } from './server.js';
import { bringToRequest, issueBody, makeWorld, roundBody, type World } from './world.js';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly client: Client;
}

const memberNames = ['钱伟', '冯磊', '陈晓', '褚明', '卫东', '蒋平', '沈青', '韩梅', '杨帆'];

/** Two bodies, nine members of the leading group with their own accounts, and its secretary. */
export interface MeetingWorld extends World {
  readonly admin: Client;
  readonly members: readonly Person[];
  readonly secretary: Person;
  readonly guest: Person;
  readonly leadingGroup: string;
  readonly committee: string;
}

const since = '2020-01-01';

const personOf = async ({ admin, account }: RunningServer, who: [name: string, login: string, ...roles: string[]]) => {
  const [name, login, ...roles] = who;
  const { id } = await admin.do('people', { name });
  return { id, name, client: await account(login, id, ...roles) };
};

export const today = (): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(new Date());

export const makeMeetingWorld = async (server: RunningServer): Promise<MeetingWorld> => {
  const { admin } = server;
  const world = await makeWorld(server);
  const members: Person[] = [];
  for (const [i, name] of memberNames.entries())
    members.push(await personOf(server, [name, `member${i + 1}`, 'leader']));
  const secretary = await personOf(server, ['秦川', 'secretary', 'office']);
  const guest = await personOf(server, ['尤佳', 'guest', 'unit-head']);
  const unit = await admin.do('units', { name: '区委办公室' });
  for (const { id } of [...members, secretary, guest])
    await admin.do(`people/${id}/posts`, { unitId: unit.id, post: '委员', from: since });
  const seats = members.map(({ id }, i) => ({
    personId: id,
    position: i === 0 ? 'chair' : i === 1 ? 'vice-chair' : 'member',
    from: since,
  }));
  const bodyOf = async (name: string, competence: string[]) =>
    (
      await admin.do('bodies', {
        name,
        competence,
        ruleSet: { preset: 'party-group' },
        members: seats,
        secretaryId: secretary.id,
      })
    ).id as string;
  return {
    ...world,
    admin,
    members,
    secretary,
    guest,
    leadingGroup: await bodyOf('巡察整改工作领导小组', ['closure', 'plan', 'long-term', 'other']),
    committee: await bodyOf('党工委会议', ['appointment', 'other']),
  };
};

/** A round whose closures go to a meeting of the body, and issues that have been submitted to it. */
export const submittedIssues = async (world: MeetingWorld, count: number) => {
  const { office, head, leadingGroup } = world;
  const closurePolicy = { endorsements: ['unit', 'office'], way: 'meeting', bodyId: leadingGroup };
  const { id: roundId } = await office.do('rounds', { ...roundBody, closurePolicy });
  const issueIds: string[] = [];
  for (let n = 1; n <= count; n++) {
    const { id } = await office.do(`rounds/${roundId}/issues`, issueBody(String(n)));
    await bringToRequest(world, id);
    await head.do(`issues/${id}/closure-endorsement`, {});
    await office.do(`issues/${id}/closure-endorsement`, {});
    issueIds.push(id);
  }
  return { roundId: roundId as string, issueIds };
};

export class Meeting {
  private constructor(
    readonly id: string,
    private readonly world: MeetingWorld,
  ) {}

  static async convene(world: MeetingWorld, bodyId = world.leadingGroup): Promise<Meeting> {
    const body = { bodyId, title: '整改工作领导小组第三次会议', heldOn: today(), place: '二楼会议室' };
    return new Meeting((await world.secretary.client.do('meetings', body)).id, world);
  }

  path(rest = ''): string {
    return `meetings/${this.id}${rest}`;
  }

  /** By the secretary. */
  do(rest: string, body: object = {}) {
    return this.world.secretary.client.do(this.path(rest), body);
  }

  try(rest: string, body: object = {}, by: Client = this.world.secretary.client) {
    return by.try(this.path(rest), body);
  }

  async putOnAgenda(issueId: string, matter = 'closure'): Promise<string> {
    await this.do('/items', { matter, subjectId: issueId });
    return (await this.picture()).items.at(-1)!.itemId;
  }

  picture(by: Client = this.world.secretary.client) {
    return by.get(this.path());
  }

  /** 5 of 9 present, a guest sits in, one stands aside, three are away; then the chair opens. */
  async open(): Promise<void> {
    const { members, guest } = this.world;
    const away = ['出差', '病假', '学习'];
    await this.do('/attendance', {
      entries: [
        ...members.slice(0, 5).map(({ id }) => ({ personId: id, attendance: 'present' })),
        ...members.slice(5, 8).map(({ id }, i) => ({ personId: id, attendance: 'absent', reason: away[i] })),
        { personId: members[8]!.id, attendance: 'recused', reason: '亲属在被巡察单位任职' },
        { personId: guest.id, attendance: 'sitting-in' },
      ],
    });
    await members[0]!.client.do(this.path('/opening'), {});
  }

  /** Takes the item up: a member speaks, and the chair states a view last. */
  async discuss(itemId: string): Promise<void> {
    const [chair, vice] = this.world.members;
    await this.do(`/items/${itemId}/taking-up`);
    await this.do(`/items/${itemId}/notes`, { speakerId: vice!.id, text: '整改措施已落实,佐证材料齐全' });
    await chair!.client.do(this.path(`/items/${itemId}/chair-view`), { text: '同意多数同志意见' });
  }

  /** Lets the members present speak and vote on the item; `noes` vote no. */
  async vote(itemId: string, { ballot = 'named', noes = [] }: { ballot?: string; noes?: readonly string[] } = {}) {
    await this.discuss(itemId);
    await this.do(`/items/${itemId}/vote-opening`, { ballot });
    for (const { name, client } of this.world.members.slice(0, 5))
      await client.do(this.path(`/items/${itemId}/votes`), { choice: noes.includes(name) ? 'no' : 'yes' });
    return this.do(`/items/${itemId}/decision`);
  }
}
