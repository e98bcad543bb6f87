import type { ProblemTexts } from '#contracts';
import { actsOf, expectDeclared, expectSeen } from '#event-sourcing-nest';
import { visibilities } from '#rectification';
import { serverActs } from './acts.js';
import { contexts } from './contexts.js';
import { serverProblems } from './problems.js';

/** For what is declared, no store is asked and no file opened. */
export const declared = contexts({ dataDirectory: '.', fileLimit: 1 });

expectDeclared(declared);
expectSeen(declared, visibilities);

/** Every act of the program; the program does not start when two have one name. */
export const acts = actsOf([...declared, { name: 'server', acts: serverActs }]);

/** The one catalogue of problem codes. */
export const problems: ProblemTexts = Object.assign({}, serverProblems, ...declared.map(({ problems: own }) => own));
