import { actsOf } from '#event-sourcing-nest';
import { declared } from '../../composition/src/declared.js';
import { serverActs } from './acts.js';

/** Every act of the program; the program does not start when two have one name. */
export const acts = actsOf([...declared, { name: 'server', acts: serverActs }]);
