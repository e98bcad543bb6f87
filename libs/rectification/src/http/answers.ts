import type { Answered } from '#contracts';
import type { RoundStatistics } from '../projections/round/statistics.js';
import type { Restriction } from '../visibility/visibility.js';

/** Of all that the asker may see; `restrictedTo` names the units when that is not everything. */
export type ShownStatistics = RoundStatistics & { readonly restrictedTo?: Restriction; readonly at: Answered };
