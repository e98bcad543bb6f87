import { foldedName } from '#contracts';
import { Command, type Decider, evolving, on, uuidOfDigest } from '#event-sourcing';
import { must } from '../commands.js';
import type { NameEvent, NameHolder, NameKind } from './events.js';

// These follow from registering, correcting and dissolving: no client sends them. `id` is of the name (`nameIdOf`).

abstract class NameCommand extends Command {
  kind!: NameKind;
  name!: string;
  holder!: NameHolder;
}

export class TakeName extends NameCommand {
  /** Said to be another one of that name. */
  distinct?: boolean;
  /** What tells people of one name apart. */
  staffNumber?: string;
}

export class LeaveName extends NameCommand {}

/** Who goes by the name, by their ids. */
export type Holders = ReadonlyMap<string, NameHolder>;

const mustBeFree = (command: TakeName, candidates: readonly NameHolder[]): void => {
  const { kind, name, distinct, staffNumber } = command;
  if (candidates.length === 0) return;
  must(kind !== 'staff-number', 'person.staff-number-taken', { field: 'staffNumber', staffNumber: name, candidates });
  must(distinct, kind === 'unit' ? 'unit.same-name' : 'person.same-name', { field: 'name', name, candidates });
  must(kind === 'unit' || staffNumber, 'person.needs-staff-number', { field: 'staffNumber', name, candidates });
};

const takeName = (command: TakeName, holders: Holders): NameEvent[] => {
  const { kind, name, holder } = command;
  if (holders.has(holder.id)) return [];
  mustBeFree(command, [...holders.values()]);
  return [{ type: 'NameTaken', data: { kind, name, holder } }];
};

const leaveName = ({ kind, name, holder }: LeaveName, holders: Holders): NameEvent[] =>
  holders.has(holder.id) ? [{ type: 'NameLeft', data: { kind, name, holder } }] : [];

/** One stream a name: of two who take it at one moment the second one is asked who they are. */
export const nameDecider: Decider<Holders, NameEvent> = {
  category: 'name',
  asRecorded: true,
  initial: new Map(),
  evolve: evolving<Holders, NameEvent>({
    NameTaken: (holders, { data: { holder } }) => new Map([...holders, [holder.id, holder]]),
    NameLeft: (holders, { data: { holder } }) => new Map([...holders].filter(([id]) => id !== holder.id)),
  }),
  decisions: [on(TakeName, takeName, 'NameTaken'), on(LeaveName, leaveName, 'NameLeft')],
};

/** A UUID that depends on the kind and the folded name alone; `digest` gives SHA-256 in hex. */
export const nameIdOf = (kind: NameKind, name: string, digest: (text: string) => string): string =>
  uuidOfDigest(digest(`name/${kind}/${foldedName(name)}`));
