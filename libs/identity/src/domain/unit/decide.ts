import { on, onFacts } from '#event-sourcing';
import { must } from '../errors.js';
import { DissolveUnit, MoveUnit, RegisterUnit, RenameUnit } from './commands.js';
import type { ParentUnit, UnitEvent } from './events.js';
import type { Unit } from './state.js';

export interface SameName {
  readonly id: string;
  readonly name: string;
  readonly parentId?: string;
}

export interface UnitNameFacts {
  /** Others in use under the name, however it is written. */
  readonly namesakes: readonly SameName[];
}

const mustBeAnother = ({ name, distinct }: RegisterUnit | RenameUnit, { namesakes }: UnitNameFacts): void =>
  must(namesakes.length === 0 || distinct, 'unit.same-name', { name, candidates: namesakes });

export interface RegistrationFacts extends UnitNameFacts {
  /** Absent when none was named, or there is no such unit. */
  readonly parent?: { readonly name: string; readonly dissolved: boolean };
}

export const registerUnit = (command: RegisterUnit, unit: Unit, facts: RegistrationFacts): UnitEvent[] => {
  const { id, name, parentId } = command;
  if (unit?.name === name && unit.parentId === parentId) return [];
  must(unit === undefined, 'unit.exists', { unitId: id, name: unit?.name });
  mustBeAnother(command, facts);
  const { parent } = facts;
  if (parentId !== undefined) {
    must(parent, 'unit.unknown', { field: 'parentId', unitId: parentId });
    must(!parent.dissolved, 'unit.dissolved', { unitId: parentId, name: parent.name });
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

export interface MoveFacts {
  /** From the unit's new parent upwards; empty when none was named, or there is no such unit. */
  readonly above: readonly (ParentUnit & { readonly dissolved: boolean })[];
  readonly before?: ParentUnit;
}

export const moveUnit = (command: MoveUnit, unit: Unit, { above, before }: MoveFacts): UnitEvent[] => {
  const { id, parentId } = command;
  must(unit, 'unit.unknown', { unitId: id });
  if (unit.parentId === parentId) return [];
  must(!unit.dissolved, 'unit.dissolved', { unitId: id, name: unit.name });
  if (parentId === undefined) return [{ type: 'UnitMoved', data: { from: before } }];
  const [parent] = above;
  must(parent, 'unit.unknown', { field: 'parentId', unitId: parentId });
  must(!parent.dissolved, 'unit.dissolved', { unitId: parentId, name: parent.name });
  must(!above.some((one) => one.id === id), 'unit.below-itself', { unitId: id, parentId });
  return [{ type: 'UnitMoved', data: { from: before, to: { id: parent.id, name: parent.name } } }];
};

export const dissolveUnit = ({ id }: DissolveUnit, unit: Unit): UnitEvent[] => {
  must(unit, 'unit.unknown', { unitId: id });
  return unit.dissolved ? [] : [{ type: 'UnitDissolved', data: { name: unit.name } }];
};

export const unitDecisions = [
  onFacts(RegisterUnit, registerUnit, 'UnitRegistered'),
  onFacts(RenameUnit, renameUnit, 'UnitRenamed'),
  onFacts(MoveUnit, moveUnit, 'UnitMoved'),
  on(DissolveUnit, dissolveUnit, 'UnitDissolved'),
];
