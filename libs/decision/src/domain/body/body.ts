import type { Decider } from '#event-sourcing';
import { changeDecisions } from './changes.js';
import { establishmentDecisions } from './establishment.js';
import { memberDecisions } from './members.js';
import type { BodyEvent } from './events.js';
import { type Body, evolve } from './state.js';

export const body: Decider<Body, BodyEvent> = {
  category: 'body',
  initial: undefined,
  evolve,
  decisions: [...establishmentDecisions, ...changeDecisions, ...memberDecisions],
};
