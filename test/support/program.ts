import type { readConfig } from '../../apps/server/src/config.js';
import type { serve } from '../../apps/server/src/serve.js';
import type { DescribedAnswers, describedBy } from './described-answers.js';

export interface Program {
  readonly serve: typeof serve;
  readonly readConfig: typeof readConfig;
}

/** Holds no class of the program: shared also by specs that have a program of their own. */
interface Reader {
  readonly describedBy: typeof describedBy;
}

declare global {
  /** Set by served-environment.mjs: loaded once for all specs of a worker. */
  var RECTIFY_PROGRAM: (Program & Reader) | undefined;
}

const loadedHere = async (): Promise<Program> => ({
  ...(await import('../../apps/server/src/config.js')),
  ...(await import('../../apps/server/src/serve.js')),
});

/** The program, from its sources; `sameClasses` for a spec whose own imports are to be the program's. */
export const programFor = async (sameClasses: boolean): Promise<Program> =>
  (sameClasses ? undefined : globalThis.RECTIFY_PROGRAM) ?? loadedHere();

const reader = async (): Promise<Reader> => globalThis.RECTIFY_PROGRAM ?? import('./described-answers.js');

let described: Promise<DescribedAnswers | undefined> | undefined;

const asDescribed = async (url: string): Promise<DescribedAnswers | undefined> => {
  const response = await fetch(`${url}/api/openapi.json`).catch(() => undefined);
  if (response?.status === 200) return (await reader()).describedBy(await response.text());
  described = undefined;
  return undefined;
};

/** As the first server that was asked describes them: all servers of a spec are one program. Undefined when none did. */
export const describedAnswersOf = (url: string): Promise<DescribedAnswers | undefined> =>
  (described ??= asDescribed(url));
