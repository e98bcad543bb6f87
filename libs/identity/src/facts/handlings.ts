import { type Handling, handling } from '#event-sourcing';
import { HoldPost } from '../domain/person/commands.js';
import { holdPost } from '../domain/person/decide.js';
import { RegisterUnit } from '../domain/unit/commands.js';
import { registerUnit } from '../domain/unit/decide.js';
import { unitDecider } from '../domain/unit/unit.js';
import { accountHandlings } from './account-handlings.js';
import { clientHandlings } from './client-handlings.js';
import { delegationHandlings } from './delegation-handlings.js';
import { linkHandlings } from './link-handlings.js';

export const identityHandlings: readonly Handling[] = [
  handling(RegisterUnit, {
    decide: registerUnit,
    facts: async ({ parentId }, look) => (parentId ? { parent: (await look.state(unitDecider, parentId)).state } : {}),
  }),
  handling(HoldPost, {
    decide: holdPost,
    facts: async ({ unitId }, look) => ({ unit: (await look.state(unitDecider, unitId)).state }),
  }),
  ...clientHandlings,
  ...linkHandlings,
  ...delegationHandlings,
  ...accountHandlings,
];
