import { Client } from '../support/client.js';
import { PASSWORD } from '../support/server.js';
import { today } from '../support/meeting-world.js';
import { IssueMaker } from './issue-things.js';
import type { People, Who } from './people.js';
import { STATES, type Thing, thing, type Things } from './things.js';

type MeetingState = (typeof STATES)['meeting'][number];

const since = '2020-01-01';
const ABSENT_APART = ['own-inspector', 'own-admin', 'own-security', 'own-audit'] as const;

/** Few need be there, so that those who are asked about can hold the meeting by themselves. */
const ownRules = {
  title: '议事规则',
  source: '本单位议事规则',
  quorum: { numerator: 1, denominator: 4, inclusive: true, source: '第一条' },
  passing: { numerator: 1, denominator: 2, inclusive: false, of: 'present', source: '第二条' },
  ballots: ['named', 'secret', 'show-of-hands'],
  chairSpeaksLast: true,
  recused: 'entitled',
  involved: 'recused',
};

const bodyNamed = async ({ cast, persons }: People, name: string): Promise<string> => {
  const member = (who: string, position: string) => ({ personId: persons[who], position, from: since });
  const members = [
    member('chair', 'chair'),
    member('own', 'member'),
    member('absent', 'member'),
    ...ABSENT_APART.map((who) => member(who, 'member')),
  ];
  const established = { name, competence: ['closure', 'plan', 'long-term', 'other'], members };
  const body = { ...established, ruleSet: { own: ownRules }, secretaryId: persons['secretary'] };
  return (await cast.admin.do('bodies', body)).id as string;
};

/** An issue whose closure goes to a meeting of the body. */
const submittedTo = async (people: People, bodyId: string): Promise<string> => {
  const closurePolicy = { endorsements: ['unit', 'office'], way: 'meeting', bodyId };
  const maker = await IssueMaker.open(people, '会议轮次', { closurePolicy });
  return (await maker.issue('submitted')).id;
};

/** Brings one meeting as far as its state asks; each step by whom it belongs to. */
class MeetingMaker {
  readonly #path: string;
  #items: string[] = [];

  private constructor(
    private readonly people: People,
    private readonly clients: (seat: Who['place']) => Client,
    readonly id: string,
  ) {
    this.#path = `meetings/${id}`;
  }

  static async convene(people: People, url: string, { bodyId, title }: { bodyId: string; title: string }) {
    const clients = (seat: Who['place']) => {
      const { token } = people.seated.find(({ roles, place }) => roles[0] === 'leader' && place === seat)!;
      return new Client(url, token).knowing(PASSWORD);
    };
    const convened = { bodyId, title, heldOn: today(), place: '二楼会议室' };
    const { id } = await clients('secretary').do('meetings', convened);
    return new MeetingMaker(people, clients, id as string);
  }

  async bring(state: MeetingState, subjectId: string): Promise<Record<string, string>> {
    await this.#convened(subjectId);
    const stops = STATES.meeting.indexOf(state);
    const steps = [this.#open, this.#beginVote, this.#vote, this.#decide, this.#close, this.#record, this.#sign];
    for (const step of steps.slice(0, stops)) await step.call(this);
    const [itemId, subjectItemId] = this.#items;
    return { itemId: itemId!, subjectItemId: subjectItemId!, sha256: await this.#recordHash() };
  }

  #do(rest: string, body: object = {}, seat: Who['place'] = 'secretary') {
    return this.clients(seat).do(`${this.#path}${rest}`, body);
  }

  async #picture() {
    return this.clients('secretary').get(this.#path);
  }

  async #recordHash(): Promise<string> {
    return (await this.#picture()).record?.sha256 ?? '0'.repeat(64);
  }

  async #convened(subjectId: string): Promise<void> {
    await this.#do('/items', { matter: 'other', title: '通报情况' });
    await this.#do('/items', { matter: 'closure', subjectId });
    this.#items = (await this.#picture()).items.map(({ itemId }: { itemId: string }) => itemId);
    const { persons } = this.people;
    const entry = (who: string, attendance: string, reason?: string) => ({
      personId: persons[who],
      attendance,
      reason,
    });
    const entries = [
      ...['chair', 'own'].map((who) => entry(who, 'present')),
      ...['absent', ...ABSENT_APART].map((who) => entry(who, 'absent', '公务')),
      entry('sitting-in', 'sitting-in'),
    ];
    await this.#do('/attendance', { entries });
  }

  async #open(): Promise<void> {
    await this.#do('/opening');
    await this.#do(`/items/${this.#items[0]}/taking-up`);
  }

  async #beginVote(): Promise<void> {
    const path = `/items/${this.#items[0]}`;
    await this.#do(`${path}/notes`, { speakerId: this.people.persons['own'], text: '已整改到位' });
    await this.#do(`${path}/chair-view`, { text: '同意' }, 'chair');
    await this.#do(`${path}/vote-opening`, { ballot: 'named' });
  }

  async #vote(): Promise<void> {
    const path = `/items/${this.#items[0]}`;
    await this.#do(`${path}/votes`, { choice: 'yes' }, 'member');
    await this.#do(`${path}/votes`, { choice: 'yes' }, 'chair');
  }

  async #decide(): Promise<void> {
    await this.#do(`/items/${this.#items[0]}/decision`);
    await this.#do(`/items/${this.#items[1]}/putting-off`, { reason: '再议' });
  }

  async #close(): Promise<void> {
    await this.#do('/closing');
  }

  async #record(): Promise<void> {
    await this.#do('/record', { remarks: '无' });
  }

  async #sign(): Promise<void> {
    const sha256 = await this.#recordHash();
    for (const seat of ['chair', 'member'] as const) await this.#do('/record/signatures', { sha256 }, seat);
  }
}

const meetingIn = async (state: MeetingState, around: Around): Promise<Thing> => {
  const { people, url, bodyId, subjectId, head } = around;
  const title = `机密会议${state}`;
  const before = await head();
  const maker = await MeetingMaker.convene(people, url, { bodyId, title });
  const made = await maker.bring(state, subjectId);
  const { persons } = people;
  const named = {
    memberId: persons['own']!,
    absentId: persons['absent']!,
    chairId: persons['chair']!,
    issueId: subjectId,
  };
  return thing(maker.id, [title, '公务', '通报情况'], { ...made, ...named, bodyId, before });
};

interface Around {
  readonly people: People;
  readonly url: string;
  readonly bodyId: string;
  readonly subjectId: string;
  /** Position of the last event. */
  readonly head: () => Promise<string>;
}

export const makeMeetingThings = async (
  people: People,
  url: string,
  head: () => Promise<string>,
): Promise<Pick<Things, 'body' | 'meeting'>> => {
  const bodyId = await bodyNamed(people, '整改工作领导小组');
  const dissolvedId = await bodyNamed(people, '已撤销的小组');
  await people.cast.admin.do(`bodies/${dissolvedId}/dissolution`, { reason: '机构改革' });
  const subjectId = await submittedTo(people, bodyId);
  const meeting: Record<string, Thing> = {};
  for (const state of STATES.meeting) meeting[state] = await meetingIn(state, { people, url, bodyId, subjectId, head });
  const more = { memberId: people.persons['own']!, newcomerId: people.persons['cast-head']! };
  return {
    body: {
      standing: thing(bodyId, ['整改工作领导小组'], more),
      dissolved: thing(dissolvedId, ['已撤销的小组'], more),
    },
    meeting,
  };
};
