import type { Actor, Engine } from '#event-sourcing';
import { accountIdOf } from '#identity';
import { people, units } from './tables/people.js';
import type { LeadUnit, UnitKey } from './tables/rows.js';

/** Through which program the demonstration acts. */
const CLIENT = 'demo';

export const theSystem: Actor = { id: 'system', personId: 'system', name: '系统', roles: ['system'], client: CLIENT };

export const headOf = (unit: LeadUnit): string => `head-${unit}`;
export const reporterOf = (unit: LeadUnit): string => `reporter-${unit}`;

/** Ids and people of the demonstration: the same on every machine and at every start. */
export class DemoDirectory {
  readonly #actors: ReadonlyMap<string, Actor>;

  constructor(readonly engine: Pick<Engine, 'uuid' | 'digest'>) {
    const unitNames = new Map(units.map(({ key, name }) => [key, name]));
    const actors = people.map(({ login, name, post, unit, role }): [string, Actor] => [
      login,
      {
        id: this.accountId(login),
        personId: this.personId(login),
        name,
        post,
        unitId: this.unitId(unit),
        unit: unitNames.get(unit),
        roles: [role],
        client: CLIENT,
      },
    ]);
    this.#actors = new Map([['system', theSystem], ...actors]);
  }

  get roundId(): string {
    return this.idOf('round');
  }

  idOf(what: string): string {
    return this.engine.uuid(`demo/${what}`);
  }

  issueId(number: number): string {
    return this.idOf(`issue/${number}`);
  }

  taskId(number: number): string {
    return this.idOf(`task/${number}`);
  }

  /** Of the round that is in work. */
  get liveRoundId(): string {
    return this.idOf('live/round');
  }

  get liveBodyId(): string {
    return this.idOf('live/body');
  }

  liveIssueId(number: number): string {
    return this.idOf(`live/issue/${number}`);
  }

  liveTaskId(number: number): string {
    return this.idOf(`live/task/${number}`);
  }

  liveMeetingId(number: number): string {
    return this.idOf(`live/meeting/${number}`);
  }

  unitId(key: UnitKey): string {
    return this.idOf(`unit/${key}`);
  }

  personId(login: string): string {
    return this.idOf(`person/${login}`);
  }

  accountId(login: string): string {
    return accountIdOf(login, this.engine.digest);
  }

  actor(login: string): Actor {
    return this.#actors.get(login)!;
  }
}
