import type { Recorded } from '#event-sourcing';
import type { DutiesEvent } from './events.js';
import { type Duties, withoutRoles, withRoles } from './state.js';

export const evolve = (duties: Duties, { type, data }: Recorded<DutiesEvent>): Duties => {
  switch (type) {
    case 'DutiesTaken':
      return withRoles(duties, data);
    case 'DutiesLaidDown':
      return withoutRoles(duties, data);
  }
};
