import { identityProblems } from '#identity';
import { rectificationProblems } from '#rectification';
import type { ProblemTexts } from '#contracts';
import { disclosureProblems } from '../problems.js';
import type { ImportRefusal } from './import-outcome.js';
import type { Place } from './import-request.js';

const texts: ProblemTexts = { ...identityProblems, ...rectificationProblems, ...disclosureProblems };

export const refusal = (
  code: string,
  details: Readonly<Record<string, unknown>>,
  place: Place = {},
): ImportRefusal => ({ code, message: texts[code]?.zh ?? code, details, ...place });
