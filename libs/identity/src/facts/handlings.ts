import { type Handling, handling } from '#event-sourcing';
import { CorrectPerson, correctPerson, RegisterPerson, registerPerson } from '../domain/person/registration.js';
import { HoldPost, holdPost } from '../domain/person/appointment.js';
import {
  DissolveUnit,
  MoveUnit,
  moveUnit,
  RegisterUnit,
  registerUnit,
  RenameUnit,
  renameUnit,
  unitDecider,
} from '../domain/unit/unit.js';
import { accountHandlings } from './account-handlings.js';
import { clientHandlings } from './client-handlings.js';
import { delegationHandlings } from './delegation-handlings.js';
import { linkHandlings } from './link-handlings.js';
import { mergerHandlings } from './merger-handlings.js';
import { withCorrectedName, withoutUnitName, withPersonName, withUnitName } from './name-companions.js';
import { aboveFrom, peopleNamed, unitsNamed } from './names.js';

export const identityHandlings: readonly Handling[] = [
  handling(RegisterUnit, {
    decide: registerUnit,
    facts: async (command, look) => ({
      parent: command.parentId ? (await look.state(unitDecider, command.parentId)).state : undefined,
      ...(await unitsNamed(command, look)),
    }),
    alongside: withUnitName,
  }),
  handling(RenameUnit, { decide: renameUnit, facts: unitsNamed, alongside: withUnitName }),
  handling(DissolveUnit, { alongside: withoutUnitName }),
  handling(MoveUnit, {
    decide: moveUnit,
    facts: async ({ id, parentId }, look) => {
      const { state } = await look.state(unitDecider, id);
      const [before] = await aboveFrom(state?.parentId, look);
      return { above: await aboveFrom(parentId, look), before: before && { id: before.id, name: before.name } };
    },
  }),
  handling(RegisterPerson, { decide: registerPerson, facts: peopleNamed, alongside: withPersonName }),
  handling(CorrectPerson, {
    decide: correctPerson,
    facts: (command, look) => peopleNamed(command, look),
    alongside: withCorrectedName,
  }),
  handling(HoldPost, {
    decide: holdPost,
    facts: async ({ unitId }, look) => ({ unit: (await look.state(unitDecider, unitId)).state }),
  }),
  ...clientHandlings,
  ...linkHandlings,
  ...delegationHandlings,
  ...accountHandlings,
  ...mergerHandlings,
];
