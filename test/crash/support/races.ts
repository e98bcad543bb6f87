import { randomUUID } from 'node:crypto';
import { ChangeClosurePolicy } from '#rectification';
import { Client } from '../../support/client.js';
import { actorOf, decidePast } from '../../support/past-decisions.js';
import type { Place } from './place.js';
import type { TwoServers } from './two-servers.js';
import { PASSWORD, type RunningServer, startServer } from '../../support/server.js';
import { bringToRequest, issueBody, makeWorld, roundBody, type World } from '../../support/world.js';

export const MOST_RACERS = 16;
export const SIGNERS = Array.from({ length: MOST_RACERS }, (_, n) => `signer-${n + 1}`);

export interface Grounds {
  readonly unitId: string;
  readonly persons: World['persons'];
  /** Rounds by how many signatures they ask for. */
  readonly rounds: ReadonlyMap<number, string>;
}

const groundsOn = async (server: RunningServer): Promise<Grounds> => {
  const world = await makeWorld(server);
  const group = await server.admin.do('units', { name: '巡察工作领导小组' });
  for (const login of SIGNERS) {
    const { id } = await server.admin.do('people', { name: login });
    await server.admin.do(`people/${id}/posts`, { unitId: group.id, post: '成员', from: '2020-01-01' });
    await server.account(login, id, 'leader');
  }
  const rounds = new Map<number, string>();
  for (const required of [1, 2]) {
    const { id } = await world.office.do('rounds', { ...roundBody, title: `会签${required}人` });
    const policy = {
      id: id as string,
      endorsements: ['unit' as const, 'office' as const],
      required,
      reason: '竞争试验',
      effectiveOn: roundBody.effectiveOn,
    };
    if (required !== 2) {
      const { leader, secondLeader } = world.persons;
      for (const personId of [leader, secondLeader]) {
        const actor = actorOf(server, personId, { personId, name: '领导小组成员', role: 'leader' });
        await decidePast(server, actor, ChangeClosurePolicy, policy);
      }
    }
    rounds.set(required, id);
  }
  return { unitId: world.unitId, persons: world.persons, rounds };
};

/** Rounds that ask for one and for two signatures, and as many leaders as may race. Left by a server that is closed again. */
export const prepareGrounds = async ({ environment, folder }: Place): Promise<Grounds> => {
  const server = await startServer(environment, { folder, sameClasses: true });
  return groundsOn(server).finally(() => server.close());
};

export interface Outcome {
  /** Requests that were told of a signature of theirs. */
  readonly winners: number;
  readonly signatures: number;
  readonly closures: number;
  /** Statuses other than 200, with which the late are told that it is so already. */
  readonly strange: readonly number[];
}

/** Leaders who sign off the same issue at the same moment, half of them through each server. */
export class Races {
  static #number = 0;
  #world!: World;
  #signers: Client[] = [];

  constructor(
    private readonly servers: TwoServers,
    private readonly grounds: Grounds,
  ) {}

  /** To be repeated within the life of a token. */
  async signIn(): Promise<void> {
    const on = (at: number, login: string) => new Client(this.servers.urls[at % 2]!).signIn(login, PASSWORD);
    const [office, head, reporter] = await Promise.all(['office', 'head', 'reporter'].map((login) => on(0, login)));
    this.#world = { ...this.grounds, office, head, reporter } as unknown as World;
    this.#signers = await Promise.all(SIGNERS.map((login, at) => on(at, login)));
    await Promise.all(this.#signers.map((signer) => signer.prove()));
  }

  async race(required: number, racers: number): Promise<Outcome> {
    const issueId = await this.#submitted(this.grounds.rounds.get(required)!);
    const sign = (signer: Client) => signer.try(`issues/${issueId}/closure-approval`, {}, { key: randomUUID() });
    const answers = await Promise.all(this.#signers.slice(0, racers).map(sign));
    const types = (await this.servers.store.readStream(`issue-${issueId}`)).map(({ type }) => type);
    const count = (wanted: string) => types.filter((type) => type === wanted).length;
    return {
      winners: answers.filter(({ status, body }) => status === 200 && body.events.length > 0).length,
      signatures: count('ClosureSignedOff'),
      closures: count('ClosureApproved'),
      strange: answers.map(({ status }) => status).filter((status) => status !== 200),
    };
  }

  /** An issue that waits for the one signature that closes it. */
  submittedForOne(): Promise<string> {
    return this.#submitted(this.grounds.rounds.get(1)!);
  }

  async #submitted(roundId: string): Promise<string> {
    const { office, head } = this.#world;
    const { id } = await office.do(`rounds/${roundId}/issues`, issueBody(String(++Races.#number)));
    await bringToRequest(this.#world, id);
    for (const endorser of [head, office]) await endorser.do(`issues/${id}/closure-endorsement`, {});
    return id;
  }
}
