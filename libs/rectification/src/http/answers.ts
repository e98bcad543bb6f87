import type { Answered } from '#contracts';
import type { BehindFigure } from '../projections/round/behind-figures.js';
import type { RoundChanges } from '../projections/round/round-changes.js';
import type { GroupFigures } from '../projections/round/round-groups.js';
import type { RoundStatistics } from '../projections/round/statistics.js';
import type { Restriction } from '../visibility/visible-scope.js';

/** Of all that the asker may see; `restrictedTo` names the units when that is not everything. */
interface Shown {
  readonly restrictedTo?: Restriction;
  readonly at: Answered;
}

export type ShownStatistics = RoundStatistics & Shown;
export type ShownGroups = { readonly items: readonly GroupFigures[] } & Shown;
export type ShownChanges = RoundChanges & Shown;
export type ShownBehind = { readonly items: readonly BehindFigure[]; readonly next?: string } & Shown;
