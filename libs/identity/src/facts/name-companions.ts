import { foldedName } from '#contracts';
import type { Command, Companions, Lookup } from '#event-sourcing';
import { LeaveName, nameIdOf, TakeName } from '../domain/name/name.js';
import type { NameKind } from '../domain/name/events.js';
import { personDecider } from '../domain/person/person.js';
import { unitDecider } from '../domain/unit/unit.js';

/** Whichever command it is that gives a person or a unit its name. */
interface NamingCommand extends Command {
  readonly name: string;
  readonly distinct?: boolean;
  readonly staffNumber?: string;
}

interface Naming {
  readonly kind: NameKind;
  readonly name: string;
  readonly distinct?: boolean;
  readonly staffNumber?: string;
}

/** Names are taken and left as they are recorded: the day of the fact would be barred by a later one of somebody else. */
const fieldsOf = (command: Command, look: Lookup, { kind, name }: Naming) => ({
  id: nameIdOf(kind, name, look.digest),
  kind,
  name,
  effectiveOn: undefined,
  holder: { id: command.id, name },
});

const taking = (command: Command, look: Lookup, naming: Naming): Command => {
  const { distinct, staffNumber } = naming;
  return look.follow(command, TakeName, { ...fieldsOf(command, look, naming), distinct, staffNumber });
};

const leaving = (command: Command, look: Lookup, naming: Naming): Command =>
  look.follow(command, LeaveName, fieldsOf(command, look, naming));

/** Behind the decision itself, which knows more of whoever may be meant. */
const renaming = (command: Command, look: Lookup, before: Naming | undefined, after: Naming): Companions => {
  const isSame = before && foldedName(before.name) === foldedName(after.name);
  const left = before && !isSame ? [leaving(command, look, before)] : [];
  return { after: [...left, taking(command, look, after)] };
};

export const withPersonName = async (command: NamingCommand, look: Lookup): Promise<Companions> => {
  const { name, distinct, staffNumber } = command;
  const number = staffNumber === undefined ? [] : [taking(command, look, { kind: 'staff-number', name: staffNumber })];
  return { after: [taking(command, look, { kind: 'person', name, distinct, staffNumber }), ...number] };
};

/** Of a command that gives a registered person another name. */
export const withCorrectedName = async (command: NamingCommand, look: Lookup): Promise<Companions> => {
  const { state: person } = await look.state(personDecider, command.id);
  if (!person) return {};
  const { name, distinct } = command;
  const { staffNumber } = person;
  return renaming(
    command,
    look,
    { kind: 'person', name: person.name },
    { kind: 'person', name, distinct, staffNumber },
  );
};

export const withUnitName = async (command: NamingCommand, look: Lookup): Promise<Companions> => {
  const { state: unit } = await look.state(unitDecider, command.id);
  const { name, distinct } = command;
  return renaming(command, look, unit && { kind: 'unit', name: unit.name }, { kind: 'unit', name, distinct });
};

export const withoutUnitName = async (command: Command, look: Lookup): Promise<Companions> => {
  const { state: unit } = await look.state(unitDecider, command.id);
  return unit ? { after: [leaving(command, look, { kind: 'unit', name: unit.name })] } : {};
};
