import type { Decider } from '#event-sourcing';
import { bodyDecisions } from './establishment.js';
import { memberDecisions } from './members.js';
import type { BodyEvent } from './events.js';
import { evolve } from './evolve.js';
import type { Body } from './state.js';

export const body: Decider<Body, BodyEvent> = {
  category: 'body',
  initial: undefined,
  evolve,
  decisions: [...bodyDecisions, ...memberDecisions],
};
