import { type Decider, evolving, on, onFacts } from '#event-sourcing';
import { IsBoolean, IsName, IsOptional, IsUUID, LateCommand, must, ReasonedLateCommand } from '../commands.js';
import type { ParentUnit, UnitEvent } from './events.js';

export class RegisterUnit extends LateCommand {
  @IsName() name!: string;
  /** Another unit of a name that is registered already. */
  @IsOptional() @IsBoolean() distinct?: boolean;
  @IsOptional() @IsUUID('loose') parentId?: string;
}

export class RenameUnit extends LateCommand {
  @IsName() name!: string;
  /** As for `RegisterUnit`. */
  @IsOptional() @IsBoolean() distinct?: boolean;
}

/** Under the unit that it belongs to; under none when that is left out. */
export class MoveUnit extends ReasonedLateCommand {
  @IsOptional() @IsUUID('loose') parentId?: string;
}

export class DissolveUnit extends ReasonedLateCommand {}

export interface SameName {
  readonly id: string;
  readonly name: string;
  readonly parentId?: string;
}

export interface UnitNameFacts {
  /** Others in use under the name, however it is written. */
  readonly namesakes: readonly SameName[];
}

export interface RegistrationFacts extends UnitNameFacts {
  /** Absent when none was named, or there is no such unit. */
  readonly parent?: { readonly name: string; readonly dissolved: boolean };
}

export interface MoveFacts {
  /** From the unit's new parent upwards; empty when none was named, or there is no such unit. */
  readonly above: readonly (ParentUnit & { readonly dissolved: boolean })[];
  readonly before?: ParentUnit;
}

/** `undefined` stands for a unit that was never registered. */
export type Unit = { readonly name: string; readonly parentId?: string; readonly dissolved: boolean } | undefined;

export const evolve = evolving<Unit, UnitEvent>({
  UnitRegistered: (_, { data }) => ({ name: data.name, parentId: data.parentId, dissolved: false }),
  UnitRenamed: (unit, { data }) => unit && { ...unit, name: data.to },
  UnitMoved: (unit, { data }) => unit && { ...unit, parentId: data.to?.id },
  UnitDissolved: (unit) => unit && { ...unit, dissolved: true },
});

const mustBeAnother = ({ name, distinct }: RegisterUnit | RenameUnit, { namesakes }: UnitNameFacts): void =>
  must(namesakes.length === 0 || distinct, 'unit.same-name', { field: 'name', name, candidates: namesakes });

export const registerUnit = (command: RegisterUnit, unit: Unit, facts: RegistrationFacts): UnitEvent[] => {
  const { id, name, parentId } = command;
  if (unit?.name === name && unit.parentId === parentId) return [];
  must(unit === undefined, 'unit.exists', { unitId: id, name: unit?.name });
  mustBeAnother(command, facts);
  const { parent } = facts;
  if (parentId !== undefined) {
    must(parent, 'unit.unknown', { field: 'parentId', unitId: parentId });
    must(!parent.dissolved, 'unit.dissolved', { field: 'parentId', unitId: parentId, name: parent.name });
  }
  return [{ type: 'UnitRegistered', data: { name, parentId } }];
};

export const renameUnit = (command: RenameUnit, unit: Unit, facts: UnitNameFacts): UnitEvent[] => {
  const { id, name } = command;
  must(unit, 'unit.unknown', { unitId: id });
  if (unit.name === name) return [];
  must(!unit.dissolved, 'unit.dissolved', { unitId: id, name: unit.name });
  mustBeAnother(command, facts);
  return [{ type: 'UnitRenamed', data: { from: unit.name, to: name } }];
};

export const moveUnit = (command: MoveUnit, unit: Unit, { above, before }: MoveFacts): UnitEvent[] => {
  const { id, parentId } = command;
  must(unit, 'unit.unknown', { unitId: id });
  if (unit.parentId === parentId) return [];
  must(!unit.dissolved, 'unit.dissolved', { unitId: id, name: unit.name });
  if (parentId === undefined) return [{ type: 'UnitMoved', data: { from: before } }];
  const [parent] = above;
  must(parent, 'unit.unknown', { field: 'parentId', unitId: parentId });
  must(!parent.dissolved, 'unit.dissolved', { field: 'parentId', unitId: parentId, name: parent.name });
  must(!above.some((one) => one.id === id), 'unit.below-itself', { field: 'parentId', unitId: id, parentId });
  return [{ type: 'UnitMoved', data: { from: before, to: { id: parent.id, name: parent.name } } }];
};

export const dissolveUnit = ({ id }: DissolveUnit, unit: Unit): UnitEvent[] => {
  must(unit, 'unit.unknown', { unitId: id });
  return unit.dissolved ? [] : [{ type: 'UnitDissolved', data: { name: unit.name } }];
};

export const unitDecider: Decider<Unit, UnitEvent> = {
  category: 'unit',
  initial: undefined,
  evolve,
  decisions: [
    onFacts(RegisterUnit, registerUnit, 'UnitRegistered'),
    onFacts(RenameUnit, renameUnit, 'UnitRenamed'),
    onFacts(MoveUnit, moveUnit, 'UnitMoved'),
    on(DissolveUnit, dissolveUnit, 'UnitDissolved'),
  ],
};
