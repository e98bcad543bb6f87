import type { ProblemTexts } from '#contracts';
import { expectDeclared, expectSeen } from '#event-sourcing-nest';
import { visibilities } from '#rectification';
import { contexts } from './contexts.js';
import { serverProblems } from './problems.js';

/** For what is declared, no store is asked and no file opened. */
export const declared = contexts({ dataDirectory: '.', fileLimit: 1, unattachedMib: 1, unattachedFiles: 1 });

expectDeclared(declared);
expectSeen(declared, visibilities);

/** The one catalogue of problem codes. */
export const problems: ProblemTexts = Object.assign({}, serverProblems, ...declared.map(({ problems: own }) => own));
