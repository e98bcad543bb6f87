import { createHash } from 'node:crypto';
import { type Command, type CommandClass, Engine, type EventStore, type Observer, RuleBroken } from '#event-sourcing';
import { commandFrom } from '#event-sourcing-nest';
import { openEventStore } from '#event-store';
import { HoldPost, identity, MemoryCredentials, RegisterPerson, RegisterUnit } from '#identity';
import { openReadStore } from '#read-store';
import type { Named } from '../domain/body/events.js';
import type { SubjectFacts } from '../domain/meeting/conduct.js';
import { by, members, nine, ready, secretary } from '../domain/examples.js';
import * as bodies from '../domain/body/commands.js';
import * as meetings from '../domain/meeting/commands.js';
import type { MeetingEvent } from '../domain/meeting/events.js';
import { decision, type SecretKeeper, type Subjects } from '../index.js';

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Tells what it is told to tell, and remembers what it was asked. */
export class ToldSubjects implements Subjects {
  readonly asked: string[] = [];
  readonly facts = new Map<string, SubjectFacts>([['i1', ready()]]);

  readonly closure = (id: string) => this.#tell('closure', id);
  readonly plan = (id: string) => this.#tell('plan', id);
  readonly longTerm = (id: string) => this.#tell('longTerm', id);

  async #tell(port: string, id: string): Promise<SubjectFacts | undefined> {
    this.asked.push(`${port} ${id}`);
    return this.facts.get(id);
  }
}

/** Shows which secrets are kept. */
export class WatchedKeeper implements SecretKeeper {
  readonly kept = new Map<string, string>();
  readonly #credentials = new MemoryCredentials();

  async secret(name: string, fresh: string): Promise<string> {
    const secret = await this.#credentials.secret(name, fresh);
    this.kept.set(name, secret);
    return secret;
  }

  async forget(name: string): Promise<void> {
    await this.#credentials.forget(name);
    this.kept.delete(name);
  }
}

type Body = Readonly<Record<string, unknown>>;

/**
 * Commands as the rim makes them of requests, an engine on empty stores, and people who hold posts. The same requests in
 * the same order have the same ids.
 */
export class World {
  readonly store: EventStore;
  readonly engine: Engine;
  readonly subjects = new ToldSubjects();
  #sent = 0;

  private constructor(
    parts: { store: EventStore; readStore: Engine['readStore'] },
    readonly keeper: WatchedKeeper,
    observer: Observer,
  ) {
    this.store = parts.store;
    const contexts = [identity, decision(this.subjects, keeper)];
    this.engine = new Engine({ ...parts, contexts, digest, observer });
  }

  static async begin(keeper = new WatchedKeeper(), observer: Observer = {}): Promise<World> {
    const parts = { store: await openEventStore('memory:'), readStore: await openReadStore('sqlite::memory:') };
    const world = new World(parts, keeper, observer);
    await world.engine.start();
    await world.#directory(RegisterUnit, { id: 'u1', name: '第一单位' });
    await world.#directory(RegisterUnit, { id: 'u2', name: '第二单位' });
    for (const { id, name } of [...nine, secretary]) {
      await world.#directory(RegisterPerson, { id, name });
      await world.#directory(HoldPost, { id, unitId: 'u1', post: '职员', from: '2023-01-01' });
      await world.#directory(HoldPost, { id, unitId: 'u2', post: '主任', from: '2023-12-01' });
    }
    return world;
  }

  command(type: CommandClass, person: Named, { id, body = {} }: { id: string; body?: Body }): Command {
    const key = `request ${(this.#sent += 1)}`;
    const headers = { 'if-match': '*', 'idempotency-key': key };
    const receivedAt = '2023-11-20T03:00:00.000Z';
    return commandFrom(type, { actor: by(person), id: key, body, params: { id }, headers, receivedAt });
  }

  async send(type: CommandClass, person: Named, about: { id: string; body?: Body }): Promise<readonly string[]> {
    const { events } = await this.engine.execute(this.command(type, person, about));
    return events.map((event) => event.type);
  }

  /** The code and details of the refusal; what was done, when it was none. */
  async refusal(type: CommandClass, person: Named, about: { id: string; body?: Body }): Promise<object> {
    try {
      return { done: await this.send(type, person, about) };
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
      return { code: error.code, ...error.details };
    }
  }

  async events(stream: string): Promise<MeetingEvent[]> {
    return (await this.store.readStream(stream)) as unknown as MeetingEvent[];
  }

  async establish(ruleSet: Body = { preset: 'party-group' }): Promise<void> {
    const listed = members.map(({ person, position, from }) => ({ personId: person.id, position, from }));
    const body = { name: '领导小组', competence: ['closure', 'plan', 'long-term'], ruleSet, members: listed };
    await this.send(bodies.EstablishBody, secretary, { id: 'b1', body: { ...body, secretaryId: secretary.id } });
  }

  /** A meeting of the body on 2023-11-20 with the issue on its agenda; answers the id of the item. */
  async convene(): Promise<string> {
    const body = { bodyId: 'b1', title: '会议', heldOn: '2023-11-20', place: '会议室', form: 'meeting' };
    await this.send(meetings.ConveneMeeting, secretary, { id: 'm1', body });
    const listing = this.command(meetings.PutOnAgenda, secretary, {
      id: 'm1',
      body: { matter: 'closure', subjectId: 'i1' },
    });
    await this.engine.execute(listing);
    return listing.commandId;
  }

  /** The first so many are present; the item is taken up, one speaks, and the chair states a view last. */
  async open(itemId: string, present: number): Promise<void> {
    const entries = nine.map(({ id: personId }, i) =>
      i < present ? { personId, attendance: 'present' } : { personId, attendance: 'absent', reason: '出差' },
    );
    await this.send(meetings.RecordAttendance, secretary, { id: 'm1', body: { entries } });
    await this.send(meetings.OpenMeeting, secretary, { id: 'm1' });
    await this.send(meetings.TakeUpItem, secretary, { id: 'm1', body: { itemId } });
    const note = { itemId, speakerId: nine[1]!.id, text: '同意' };
    await this.send(meetings.NoteDiscussion, secretary, { id: 'm1', body: note });
    await this.send(meetings.StateChairView, nine[0]!, { id: 'm1', body: { itemId, text: '已听取意见' } });
  }

  /** All vote as told. */
  async vote(itemId: string, choices: readonly string[]): Promise<void> {
    for (const [i, choice] of choices.entries())
      await this.send(meetings.CastVote, nine[i]!, { id: 'm1', body: { itemId, choice } });
  }

  async #directory<C extends Command>(type: CommandClass<C>, fields: Partial<C>): Promise<void> {
    const commandId = `00000000-0000-4000-8000-${String((this.#sent += 1)).padStart(12, '0')}`;
    const rim = { actor: by(secretary), issuedAt: '2024-01-01T00:00:00.000Z', commandId };
    await this.engine.execute(Object.assign(new type(), rim, { commandHash: '', correlationId: '' }, fields));
  }
}
