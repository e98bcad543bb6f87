import type { Receipt } from '#event-sourcing';
import { Client } from './client.js';
import type { KillableServer } from './crash-server.js';
import { PASSWORD, type RunningServer, startServer } from './server.js';
import { issueBody, makeWorld, report, roundBody } from './world.js';

export interface Request {
  readonly login: 'reporter' | 'office';
  readonly path: string;
  readonly body: object;
  /** Its key, which also stands in the event that the request leaves behind, and in no other. */
  readonly mark: string;
}

/** What clients know of a server: what it told them, and what they never had an answer to. */
export class Journal {
  readonly acknowledged: { readonly request: Request; readonly receipt: Receipt }[] = [];
  unanswered: Request[] = [];
  readonly refused: string[] = [];
}

export interface Scene {
  readonly roundId: string;
  readonly issueIds: readonly string[];
}

const ISSUES = 6;

const sceneOn = async (server: RunningServer): Promise<Scene> => {
  const world = await makeWorld(server);
  const roundId: string = (await world.office.do('rounds', roundBody)).id;
  const issueIds: string[] = [];
  for (let n = 1; n <= ISSUES; n++) {
    const { id } = await world.office.do(`rounds/${roundId}/issues`, issueBody(String(n)));
    const assignment = {
      leaderId: world.persons.leader,
      leadUnitId: world.unitId,
      handlerId: world.persons.reporter,
      dueOn: '2030-01-01',
    };
    await world.office.do(`issues/${id}/assignment`, assignment);
    await world.head.do(`issues/${id}/claim`, {});
    issueIds.push(id);
  }
  return { roundId, issueIds };
};

/** A round with issues at work, left behind by a server that was closed in good order. */
export const setScene = async (folder: string): Promise<Scene> => {
  const server = await startServer({}, { folder });
  return sceneOn(server).finally(() => server.close());
};

type Clients = Readonly<Record<Request['login'], Client>>;

/** Several clients that post one command after the other until the server is gone. */
export class Load {
  #count = 0;

  constructor(
    private readonly scene: Scene,
    private readonly random: () => number,
    readonly journal = new Journal(),
  ) {}

  /** Resolves with the clients at work; `over` resolves when every one of them has lost its server. */
  async begin(server: KillableServer, reporters: number): Promise<{ readonly over: Promise<unknown> }> {
    const clients = await this.#signedIn(server);
    const endless = async (next: () => Request) => {
      while (await this.#posted(clients, next()));
    };
    const reporting = Array.from({ length: reporters }, () => endless(() => this.#progress()));
    // One client delivers: its commands span two streams, and the round's would make several lose races.
    return { over: Promise.all([...reporting, endless(() => this.#delivery())]) };
  }

  /** What had no answer is asked again, under its own key unless told otherwise. */
  async repeatUnanswered(server: KillableServer): Promise<void> {
    const clients = await this.#signedIn(server);
    const { unanswered } = this.journal;
    this.journal.unanswered = [];
    for (const request of unanswered) await this.#posted(clients, request);
  }

  /** As a client does that forgets its keys. */
  async repeatWithoutKey(server: KillableServer, { login, path, body }: Request): Promise<void> {
    await (await this.#signedIn(server))[login].do(path, body);
  }

  async #signedIn({ url }: KillableServer): Promise<Clients> {
    const nobody = new Client(url);
    return { reporter: await nobody.signIn('reporter', PASSWORD), office: await nobody.signIn('office', PASSWORD) };
  }

  async #posted(clients: Clients, request: Request): Promise<boolean> {
    const { login, path, body, mark } = request;
    const answer = await clients[login].try(path, body, { key: mark }).catch(() => undefined);
    if (!answer) this.journal.unanswered.push(request);
    else if (answer.status >= 300) this.journal.refused.push(`${path}: ${JSON.stringify(answer.body)}`);
    else this.journal.acknowledged.push({ request, receipt: answer.body });
    return answer !== undefined;
  }

  #progress(): Request {
    const { issueIds } = this.scene;
    const mark = `progress-${++this.#count}`;
    const issueId = issueIds[Math.floor(this.random() * issueIds.length)]!;
    return { login: 'reporter', path: `issues/${issueId}/progress`, body: { ...report(mark), percent: 60 }, mark };
  }

  #delivery(): Request {
    const n = ++this.#count;
    const mark = `issue-${n}`;
    const body = { ...issueBody(String(ISSUES + n)), text: mark, effectiveOn: undefined };
    return { login: 'office', path: `rounds/${this.scene.roundId}/issues`, body, mark };
  }
}
