import { type Preparation, prepare } from '#event-sourcing';
import { accountPreparations } from './account-preparations.js';
import { clientPreparations } from './client-preparations.js';
import { linkPreparations } from './link-preparations.js';
import { delegationPreparations } from './delegation-preparations.js';
import { HoldPost } from './domain/person/commands.js';
import { RegisterUnit } from './domain/unit/commands.js';
import { unitDecider } from './domain/unit/unit.js';

export const identityPreparations: readonly Preparation[] = [
  ...clientPreparations,
  ...linkPreparations,
  ...delegationPreparations,
  prepare(RegisterUnit, async (command, look) => {
    if (command.parentId) command.parent = (await look.state(unitDecider, command.parentId)).state;
    return [command];
  }),
  prepare(HoldPost, async (command, look) => {
    const { state: unit } = await look.state(unitDecider, command.unitId);
    command.unit = unit && { id: command.unitId, name: unit.name, dissolved: unit.dissolved };
    return [command];
  }),
  ...accountPreparations,
];
