import { type Actor, categoryOf, idOf, type Lookup } from '#event-sourcing';
import { meeting as meetingDecider } from '../domain/meeting/meeting.js';
import { mayReadMeeting } from './access.js';

interface DecidedByName {
  readonly way: 'meeting';
  readonly meeting: { readonly id: string };
  readonly result: { readonly votes: readonly unknown[] };
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);

const isByName = (value: object): value is DecidedByName => {
  const { way, meeting, result } = value as Partial<DecidedByName>;
  return way === 'meeting' && typeof meeting?.id === 'string' && Array.isArray(result?.votes);
};

/** Meetings whose votes by name stand somewhere in the value. */
const namedIn = (value: unknown): string[] => {
  if (!isPlain(value)) return [];
  if (isByName(value)) return [value.meeting.id];
  return Object.values(value).flatMap(namedIn);
};

const without = (value: unknown, hidden: ReadonlySet<string>): unknown => {
  if (!isPlain(value)) return value;
  if (Array.isArray(value)) return value.map((one) => without(one, hidden));
  if (isByName(value)) {
    const { votes: _, ...counts } = value.result;
    return hidden.has(value.meeting.id) ? { ...value, result: counts } : value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, without(inner, hidden)]));
};

/** What one person may be told of meetings, wherever it stands. Made anew for each answer: who is of a body changes. */
export class MeetingVisibility {
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(
    private readonly look: Lookup,
    private readonly actor: Actor,
  ) {}

  mayRead(meetingId: string): Promise<boolean> {
    const known = this.#known.get(meetingId) ?? mayReadMeeting(this.look, meetingId, this.actor);
    this.#known.set(meetingId, known);
    return known;
  }

  /** Those of the events that do not belong to a meeting hidden from the person. */
  async shown<E extends { readonly stream: string }>(events: readonly E[]): Promise<E[]> {
    const isOpen = ({ stream }: E) => categoryOf(stream) !== meetingDecider.category || this.mayRead(idOf(stream));
    const open = await Promise.all(events.map(isOpen));
    return events.filter((_, i) => open[i]);
  }

  /** The same without the votes by name of hidden meetings; the counts stay, they are what was decided. */
  async veiled<T>(value: T): Promise<T> {
    const hidden = new Set<string>();
    for (const id of new Set(namedIn(value))) if (!(await this.mayRead(id))) hidden.add(id);
    return hidden.size === 0 ? value : (without(value, hidden) as T);
  }
}
