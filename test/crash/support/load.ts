import { setTimeout as pause } from 'node:timers/promises';
import type { Receipt } from '#event-sourcing';
import { Client } from '../../support/client.js';
import type { Place } from './place.js';
import { PASSWORD, type RunningServer, startServer } from '../../support/server.js';
import { issueBody, makeWorld, report, roundBody } from '../../support/world.js';

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
  /** Nothing was said of them, or that they are to be repeated. */
  unanswered: Request[] = [];
  /** How often a client was told to repeat its request. */
  unavailable = 0;
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
      leaderId: world.persons.responsible,
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
export const setScene = async ({ folder, environment }: Place): Promise<Scene> => {
  const server = await startServer(environment, { folder });
  return sceneOn(server).finally(() => server.close());
};

type Clients = Readonly<Record<Request['login'], Client>>;

export interface Served {
  readonly url: string;
}

export interface Begun {
  /** Resolves when every client has lost its server, or has ended after `end`. */
  readonly over: Promise<unknown>;
  /** The clients post no more. */
  readonly end: () => void;
}

const SHORT_PAUSE_MS = 20;
const PATIENCE_MS = 60_000;

/** Several clients that post one command after the other. */
export class Load {
  #count = 0;

  constructor(
    private readonly scene: Scene,
    private readonly random: () => number,
    readonly journal = new Journal(),
  ) {}

  /** Resolves with the clients at work. */
  async begin(server: Served, reporters: number): Promise<Begun> {
    const clients = await this.#signedIn(server);
    const over = new AbortController();
    const endless = async (next: () => Request) => {
      while (!over.signal.aborted && (await this.#posted(clients, next())) !== 'gone');
    };
    const reporting = Array.from({ length: reporters }, () => endless(() => this.#progress()));
    // One client delivers: its commands span two streams, and the round's would make several lose races.
    return { over: Promise.all([...reporting, endless(() => this.#delivery())]), end: () => over.abort() };
  }

  /** What had no answer is asked again until it has one, under its own key. Answers how many there were. */
  async repeatUnanswered(server: Served): Promise<number> {
    const clients = await this.#signedIn(server);
    const { unanswered } = this.journal;
    this.journal.unanswered = [];
    const until = Date.now() + PATIENCE_MS;
    for (const request of unanswered) {
      while ((await this.#posted(clients, request)) === 'unsure' && Date.now() < until) this.journal.unanswered.pop();
    }
    return unanswered.length;
  }

  /** As a client does that forgets its keys. */
  async repeatWithoutKey(server: Served, { login, path, body }: Request): Promise<void> {
    await (await this.#signedIn(server))[login].do(path, body);
  }

  async #signedIn({ url }: Served): Promise<Clients> {
    const signedIn = async (login: string) => {
      const until = Date.now() + PATIENCE_MS;
      const nobody = new Client(url);
      let answer = await nobody.try('session', { login, password: PASSWORD });
      for (; answer.status === 503 && Date.now() < until; await pause(SHORT_PAUSE_MS)) {
        answer = await nobody.try('session', { login, password: PASSWORD });
      }
      if (answer.status >= 300) throw new Error(`${login}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return new Client(url, answer.body.accessToken as string);
    };
    return { reporter: await signedIn('reporter'), office: await signedIn('office') };
  }

  async #posted(clients: Clients, request: Request): Promise<'answered' | 'unsure' | 'gone'> {
    const { login, path, body, mark } = request;
    const answer = await clients[login].try(path, body, { key: mark }).catch(() => undefined);
    if (!answer || answer.status === 503) {
      this.journal.unanswered.push(request);
      if (!answer) return 'gone';
      this.journal.unavailable += 1;
      await pause(SHORT_PAUSE_MS);
      return 'unsure';
    }
    if (answer.status >= 300) this.journal.refused.push(`${path}: ${JSON.stringify(answer.body)}`);
    else this.journal.acknowledged.push({ request, receipt: answer.body });
    return 'answered';
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
