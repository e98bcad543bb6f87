import type { AnyDecider, Command, CommandClass, Decider } from '../deciding/decider.js';
import { timed } from '../deciding/effective-time.js';
import { decide } from '../deciding/late-facts.js';
import type { Bound } from '../deciding/receipt.js';
import { RuleBroken } from '../errors.js';
import { type Actor, type Event, inOrderOfDays, type Instant, type Recorded } from '../event.js';

/** A past event of a spec: what happened, and who did it when that matters. */
export interface Past<E extends Event = Event> {
  readonly event: E;
  readonly actor?: Actor;
  readonly at?: Instant;
}

const somebody: Actor = { id: 'account-1', personId: 'person-1', name: '张三', roles: [], client: 'spec' };
const longAgo = '2023-01-01T00:00:00.000Z';

export const asRecorded = <E extends Event>(stream: string, past: Past<E> | E, version: number): Recorded<E> => {
  const { event, actor = somebody, at = longAgo } = 'event' in past ? past : { event: past };
  const id = `00000000-0000-4000-8000-${version.toString().padStart(12, '0')}`;
  const metadata = {
    actor,
    effectiveAt: at,
    correlationId: id,
    causationId: id,
    command: 'Past',
    commandId: id,
    commandHash: '',
  };
  return { ...event, id, schemaVersion: 1, metadata, stream, version, position: String(version), recordedAt: at };
};

const fail = (message: string, found: unknown): never => {
  throw new Error(`${message}\n${JSON.stringify(found, null, 2)}`);
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, v]) => v !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([k, v]) => [k, sorted(v)]),
        )
      : value;

export interface Outcome<State, E extends Event> {
  /** Exactly these events, in this order. */
  thenEvents(...events: E[]): void;
  thenNothing(): void;
  thenRefused(code: string, details?: object): void;
  /** The state after the decided events, for specs of evolve. */
  state(): State;
  events(): readonly E[];
}

const toldFacts = new WeakMap<Command, object>();

/** The facts that a command was built with by `informed`. */
export const factsOf = (command: Command): object | undefined => toldFacts.get(command);

const notSaid = (command: string, type: string): string =>
  `${command} gives ${type}, which its decision does not say; write on(${command}, …, '${type}') where it is listed`;

const given = new Map<string, Set<string>>();

/** Types of the events that decisions on the command have given so far, in all specs of this run that are loaded together. */
export const eventsGivenBy = (command: CommandClass): ReadonlySet<string> => given.get(command.name) ?? new Set();

const remember = (command: string, events: readonly Event[]): void => {
  const types = given.get(command) ?? new Set();
  for (const { type } of events) types.add(type);
  given.set(command, types);
};

const attempt = <State, E extends Event>(
  decider: Decider<State, E>,
  past: readonly (Past<E> | E)[],
  asked: Command,
  told: unknown,
) => {
  const stream = `${decider.category}-${asked.id ?? 'x'}`;
  const history = past.map((one, i) => asRecorded(stream, one, i + 1));
  const state = history.reduce(decider.evolve, decider.initial);
  const decision = decider.decisions.find((one) => asked instanceof one.command);
  if (!decision) throw new Error(`${decider.category} decides no ${asked.constructor.name}`);
  const facts = told ?? factsOf(asked);
  if (decision.wantsFacts && facts === undefined) throw new Error(`${asked.constructor.name} is decided on facts`);
  const command = timed(asked, decider as AnyDecider, {
    state,
    last: history.at(-1)?.metadata.effectiveAt,
    past: history,
  });
  const bound = { decider, decide: decision.decide as unknown as Bound['decide'], command, facts };
  const decided = decide(bound, command, state, history) as readonly E[];
  const unsaid = decided.find(({ type }) => !decision.gives.includes(type));
  if (unsaid) throw new Error(notSaid(asked.constructor.name, unsaid.type));
  remember(decision.command.name, decided);
  const { actor, effectiveAt: at, outOfOrder } = command;
  const after = decided.map((event, i): Recorded<E> => {
    const made = asRecorded(stream, { event, actor, at }, history.length + i + 1);
    return outOfOrder ? { ...made, metadata: { ...made.metadata, outOfOrder } } : made;
  });
  return { decided, state: inOrderOfDays([...history, ...after]).reduce(decider.evolve, decider.initial) };
};

/** given(past events).when(command).thenEvents(events): runs the pure decision on a frozen command, nothing else. */
export const givenDecider =
  <State, E extends Event>(decider: Decider<State, E>) =>
  (...past: (Past<E> | E)[]) => ({
    /** With the facts that the engine would gather, for a decision that wants them. */
    when: (command: Command, facts?: object): Outcome<State, E> => {
      let outcome: ReturnType<typeof attempt<State, E>> | undefined;
      let refusal: RuleBroken | undefined;
      try {
        outcome = attempt(decider, past, command, facts);
      } catch (error) {
        if (!(error instanceof RuleBroken)) throw error;
        refusal = error;
      }
      const decided = () => outcome?.decided ?? fail(`refused: ${refusal?.code}`, refusal?.details);
      return {
        thenEvents: (...events) => {
          if (!same(decided(), events)) fail('expected other events', { expected: events, found: decided() });
        },
        thenNothing: () => {
          if (decided().length > 0) fail('expected no event', decided());
        },
        thenRefused: (code, details) => {
          if (refusal?.code !== code) fail(`expected refusal ${code}`, refusal ?? outcome?.decided);
          if (details && !same({ ...refusal!.details, ...details }, refusal!.details)) fail('other details', refusal);
        },
        state: () => outcome?.state ?? fail(`refused: ${refusal?.code}`, refusal?.details),
        events: decided,
      };
    },
  });

/** A command as the rim would hand it over; fields given override. */
export const commanded = <C extends Command>(type: CommandClass<C>, fields: Partial<C>): C =>
  Object.assign(
    new type(),
    {
      id: 'x',
      actor: somebody,
      issuedAt: '2026-01-01T00:00:00.000Z',
      commandId: 'cccccccc-0000-4000-8000-000000000000',
      commandHash: '',
      correlationId: 'cccccccc-0000-4000-8000-000000000001',
    },
    fields,
  );

/** A command and the facts that `when` hands to its decision, out of one list of fields. */
export const informed = <C extends Command, Facts extends object>(
  type: CommandClass<C>,
  fields: Partial<C> & Partial<Facts>,
): C => {
  const command = commanded(type, fields);
  toldFacts.set(command, fields);
  return command;
};
