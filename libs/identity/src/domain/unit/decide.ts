import { on, onFacts } from '#event-sourcing';
import { must } from '../errors.js';
import { DissolveUnit, RegisterUnit, RenameUnit } from './commands.js';
import type { UnitEvent } from './events.js';
import type { Unit } from './state.js';

export interface RegistrationFacts {
  /** Absent when none was named, or there is no such unit. */
  readonly parent?: { readonly name: string; readonly dissolved: boolean };
}

export const registerUnit = (command: RegisterUnit, unit: Unit, { parent }: RegistrationFacts): UnitEvent[] => {
  const { id, name, parentId } = command;
  if (unit?.name === name && unit.parentId === parentId) return [];
  must(unit === undefined, 'unit.exists', { unitId: id, name: unit?.name });
  if (parentId !== undefined) {
    must(parent, 'unit.unknown', { field: 'parentId', unitId: parentId });
    must(!parent.dissolved, 'unit.dissolved', { unitId: parentId, name: parent.name });
  }
  return [{ type: 'UnitRegistered', data: { name, parentId } }];
};

export const renameUnit = ({ id, name }: RenameUnit, unit: Unit): UnitEvent[] => {
  must(unit, 'unit.unknown', { unitId: id });
  if (unit.name === name) return [];
  must(!unit.dissolved, 'unit.dissolved', { unitId: id, name: unit.name });
  return [{ type: 'UnitRenamed', data: { from: unit.name, to: name } }];
};

export const dissolveUnit = ({ id }: DissolveUnit, unit: Unit): UnitEvent[] => {
  must(unit, 'unit.unknown', { unitId: id });
  return unit.dissolved ? [] : [{ type: 'UnitDissolved', data: { name: unit.name } }];
};

export const unitDecisions = [
  onFacts(RegisterUnit, registerUnit, 'UnitRegistered'),
  on(RenameUnit, renameUnit, 'UnitRenamed'),
  on(DissolveUnit, dissolveUnit, 'UnitDissolved'),
];
