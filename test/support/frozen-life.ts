import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Actor, canonical, type Event, type Recorded, type Upcaster, type View } from '#event-sourcing';

interface Line extends Event {
  readonly stream: string;
  readonly schemaVersion: number;
  readonly id: string;
  readonly effectiveAt: string;
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly reason?: string;
  readonly onBehalfOf?: string;
  readonly command: string;
}

/** Events as they were stored once, at least one of each type; every program to come has to read them. */
const linesOfLife = (): Line[] =>
  readFileSync('test/architecture/life.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

const lifted = ({ type, schemaVersion, data }: Line, upcasters: readonly Upcaster[]) => {
  const found = upcasters.find((one) => one.type === type && one.from === schemaVersion);
  return found ? found.upcast(data as never) : data;
};

/** In today's shapes. */
export const life = (upcasters: readonly Upcaster[]): Recorded[] => {
  const versions = new Map<string, number>();
  return linesOfLife().map((line, i) => {
    const { stream, type, id, schemaVersion, recordedAt, ...rest } = line;
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    const { actor, effectiveAt, reason, onBehalfOf, command } = rest;
    const ids = { correlationId: id, causationId: id, commandId: id, commandHash: '' };
    const metadata = { actor, effectiveAt, reason, onBehalfOf, command, ...ids };
    const data = lifted(line, upcasters);
    return { stream, type, id, schemaVersion, recordedAt, version, position: String(i + 1), data, metadata };
  });
};

/** What the view shows of the events, and by what it can be searched: a digest of each version of each row. */
export const digestOf = (view: View, events: readonly Recorded[]): string => {
  const rows = new Map<string, unknown>();
  const hash = createHash('sha256');
  for (const event of events.filter(({ type }) => view.types?.has(type) ?? true)) {
    const key = view.key(event);
    if (key === undefined) continue;
    const row = view.fold(rows.get(key), event);
    rows.set(key, row);
    const columns = Object.entries(view.columns).map(([name, { type, of }]) => [
      name,
      type,
      row === undefined ? '' : of(row),
    ]);
    hash.update(canonical([key, row ?? null, columns]));
  }
  return hash.digest('hex').slice(0, 16);
};
