import type { Client } from '../support/client.js';
import type { Cast, People } from './people.js';
import { STATES, type Thing, thing } from './things.js';
import { evidenceBytes, issueBody, report, roundBody } from '../support/world.js';

type IssueState = (typeof STATES)['issue'][number];
type TaskState = (typeof STATES)['task'][number];

const due = { dueOn: '2023-11-30', effectiveOn: '2023-09-05' };
export const REVIEW_ON = `${new Date().getFullYear() + 2}-01-01`;
export const EXTENDED_TO = '2033-05-31';

const upload = async (who: Client, text: string): Promise<string> => {
  const { bytes, sha256 } = evidenceBytes(text);
  const { status } = await who.send('POST', 'evidence?name=a.txt', bytes);
  if (status !== 201) throw new Error(`evidence: ${status}`);
  return sha256;
};

/** Makes issues and tasks by those of the cast, after all who shall be involved have had each of them in hand. */
export class IssueMaker {
  #number = 0;

  constructor(
    private readonly people: People,
    readonly roundId: string,
  ) {}

  static async open(people: People, title: string, policies: object = {}): Promise<IssueMaker> {
    const { id } = await people.cast.office.do('rounds', { ...roundBody, title, ...policies });
    return new IssueMaker(people, id as string);
  }

  async issue(state: IssueState): Promise<Thing> {
    const mark = `机密${state}${this.roundId.slice(0, 6)}`;
    const { office } = this.#cast;
    const body = { ...issueBody(String(++this.#number)), text: `${mark}集中学习次数不足` };
    const { id } = await office.do(`rounds/${this.roundId}/issues`, body);
    const more = { ...this.#names(), spare: await upload(this.#cast.reporter, mark) };
    const stops = STATES.issue.indexOf(state);
    const path = `issues/${id}`;
    Object.assign(more, await this.#enter(path));
    if (stops >= 1) await this.#assign(path);
    if (stops >= 2) Object.assign(more, await this.#rectify(path));
    if (state === 'long-term') await this.#sign(`${path}/long-term`, { reviewOn: REVIEW_ON, reason: '长期坚持' });
    else if (stops >= 3) await this.#close(path, stops);
    return thing(id, [mark, '人员cast-reporter'], more);
  }

  /** By the office, what may be put right or withdrawn later: the id of each entry. */
  async #enter(path: string): Promise<Record<string, string>> {
    const entered: Record<string, string> = {};
    for (const [entries, body] of [
      ['regulations', { kind: 'made', title: '考勤制度' }],
      ['accountability', { kind: 'criticism', number: 3 }],
      ['recoveries', { amount: 500 }],
    ] as const) {
      const receipt = await this.#cast.registrar.do(`${path}/${entries}`, { ...body, effectiveOn: '2023-08-29' });
      entered[entries] = receipt.events[0].id as string;
    }
    return entered;
  }

  /** Anybody's work, so that there is something to hand over. */
  async workOf(handlerId: string): Promise<void> {
    const { id } = await this.#cast.office.do(`rounds/${this.roundId}/issues`, issueBody(String(++this.#number)));
    await this.#assignTo(`issues/${id}`, handlerId);
  }

  async task(state: TaskState, issueId: string): Promise<Thing> {
    const { office, reporter } = this.#cast;
    const mark = `机密任务${state}`;
    const number = String(++this.#number);
    const plan = { number, title: mark, issueIds: [issueId], effectiveOn: '2023-08-29' };
    const { id } = await office.do(`rounds/${this.roundId}/tasks`, plan);
    const path = `tasks/${id}`;
    const stops = STATES.task.indexOf(state);
    const unitId = this.people.units.own;
    if (stops >= 1) {
      for (const handlerId of this.#handlers) await office.do(`${path}/assignment`, { ...due, unitId, handlerId });
    }
    if (stops >= 2) await reporter.do(`${path}/progress`, { narrative: '已起草', percent: 50 });
    if (stops >= 3) await reporter.do(`${path}/completion`, { statement: '已修订' });
    return thing(id, [mark], { ...this.#names(), issueId, spare: await upload(reporter, mark) });
  }

  /** What a request about any of them may name. */
  #names(): Record<string, string> {
    const { persons, units } = this.people;
    const [leaderId, handlerId] = [persons['cast-responsible']!, persons['cast-reporter']!];
    return { roundId: this.roundId, leaderId, handlerId, unitId: units.own };
  }

  get #cast(): Cast {
    return this.people.cast;
  }

  /** The one of the cast comes last and keeps it. */
  get #handlers(): string[] {
    const { persons } = this.people;
    const involved = Object.keys(persons).filter((name) => /^involved(-|$)/.test(name));
    return [...involved, 'cast-reporter'].map((name) => persons[name]!);
  }

  async #assign(path: string): Promise<void> {
    for (const handlerId of this.#handlers) await this.#assignTo(path, handlerId);
  }

  async #assignTo(path: string, handlerId: string): Promise<void> {
    const { persons, units } = this.people;
    const leaderId = persons['cast-responsible'];
    await this.#cast.office.do(`${path}/assignment`, { ...due, leaderId, leadUnitId: units.own, handlerId });
  }

  /** Somebody involved asks for more time, which stays undecided. */
  async #rectify(path: string): Promise<Record<string, string>> {
    const { head, reporter } = this.#cast;
    await head.do(`${path}/claim`, { effectiveOn: '2023-09-06' });
    const sha256 = await upload(reporter, `签到表 ${path}`);
    const evidence = { sha256, name: '签到表.txt', datedOn: '2023-10-30', criteria: [1], effectiveOn: '2023-10-30' };
    await reporter.do(`${path}/evidence`, evidence);
    const reported = { ...report('一是修订学习计划。'), evidence: [sha256], effectiveOn: '2023-10-30' };
    const receipt = await reporter.do(`${path}/progress`, reported);
    const asked = { to: EXTENDED_TO, reason: '汛期', effectiveOn: '2023-10-30' };
    await this.#cast.involved.do(`${path}/extension-request`, asked);
    return { report: receipt.events[0].id as string, sha256 };
  }

  async #close(path: string, stops: number): Promise<void> {
    const { head, office, reporter } = this.#cast;
    await reporter.do(`${path}/closure-request`, { statement: '申请销号', effectiveOn: '2023-10-31' });
    if (stops >= 4) await head.do(`${path}/closure-endorsement`, {});
    if (stops >= 5) await office.do(`${path}/closure-endorsement`, {});
    if (stops >= 6) await this.#sign(`${path}/closure-approval`, {});
  }

  async #sign(path: string, body: object): Promise<void> {
    const { leader, secondLeader } = this.#cast;
    for (const signer of [leader, secondLeader]) await signer.do(path, body);
  }
}
