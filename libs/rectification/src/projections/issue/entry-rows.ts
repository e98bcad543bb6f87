import type { AccountabilityFields, RecoveryFields } from '../../domain/issue/events.js';
import type { Act } from '../act.js';
import type { RegulationEntry } from '../round/regulations.js';
import type { Correctable } from './correctable.js';

export interface AccountabilityEntry extends Act, AccountabilityFields, Correctable<Partial<AccountabilityFields>> {}

/** Fen (分). */
export interface RecoveryEntry extends Act, RecoveryFields, Correctable<Partial<RecoveryFields>> {}

/** What was entered and is no longer counted, as it stood last. */
export type WithdrawnEntry = { readonly withdrawn: Act } & (
  | { readonly of: 'regulations'; readonly entry: RegulationEntry }
  | { readonly of: 'accountability'; readonly entry: AccountabilityEntry }
  | { readonly of: 'recoveries'; readonly entry: RecoveryEntry }
);
