import type { AnyDecider } from './decider.js';
import { streamName } from '../event.js';
import { everyRow } from '../views/every-row.js';
import type { Context, Loaded, Lookup } from './handling.js';
import type { View } from '../views/projection.js';
import type { RowQuery, ViewReader } from '../views/read-store.js';

export interface Looking {
  readonly rehearsing: Lookup['rehearsing'];
  readonly contexts: readonly Context[];
  readonly load: (decider: AnyDecider, stream: string) => Promise<Loaded<unknown>>;
  readonly reader: ViewReader;
  /** Resolves when the view has all that is stored now. */
  readonly caughtUp: (view: View) => Promise<void>;
  readonly digest: (text: string) => string;
  readonly uuid: (text: string) => string;
}

const rowsWhere = async <Row>(reader: ViewReader, view: View<Row>, where: RowQuery['where']): Promise<Row[]> =>
  (await everyRow(reader, view, { where })).map(({ row }) => row);

export const lookupOver = ({ load, reader, caughtUp, digest, uuid, rehearsing, contexts }: Looking): Lookup => ({
  state: async (decider, id) => {
    const { state, version, position } = await load(decider as AnyDecider, streamName(decider.category, id));
    return { state: state as never, version, position };
  },
  row: async (view, key) => {
    await caughtUp(view as View);
    return (await reader.find(view, key))?.row;
  },
  rows: async (view, where) => {
    await caughtUp(view as View);
    return rowsWhere(reader, view, where);
  },
  through: async (views) => {
    for (const view of views) await caughtUp(view);
    return reader;
  },
  kept: (view, where) => rowsWhere(reader, view, where),
  rehearsing,
  contexts,
  digest,
  follow: (command, type, fields) => {
    const { actor, proof, issuedAt, effectiveOn, reason, onBehalfOf, correlationId, commandHash } = command;
    const { authority, renewAuthority, principal } = command;
    const commandId = uuid(`${command.commandId}/${type.name}/${fields.id}`);
    const handed = { actor, proof, issuedAt, effectiveOn, reason, onBehalfOf, correlationId, commandHash, commandId };
    const right = authority && { authority, renewAuthority, principal };
    return Object.assign(new type(), handed, right, { causationId: command.commandId }, fields);
  },
});
