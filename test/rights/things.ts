import type { People } from './people.js';

/** What acts are about, and the states that each is asked about in. */
export const STATES = {
  issue: [
    'delivered',
    'assigned',
    'rectifying',
    'closure-requested',
    'under-review',
    'submitted',
    'closed',
    'long-term',
  ],
  task: ['planned', 'assigned', 'in-progress', 'completed'],
  plan: ['none', 'submitted', 'returned', 'approved'],
  round: ['open'],
  regulation: ['made'],
  handover: ['none', 'open'],
  evidence: ['kept'],
  body: ['standing', 'dissolved'],
  meeting: ['convened', 'open', 'voting', 'voted', 'decided', 'closed', 'recorded', 'signed'],
  unit: ['registered'],
  person: ['registered'],
  account: ['of somebody', "of the first unit's people", 'suspended'],
  client: ['of somebody', "of the first unit's people"],
  delegation: ['open'],
  nothing: ['as it is'],
} as const;
export type Kind = keyof typeof STATES;
export type State = (typeof STATES)[Kind][number];

export interface Thing {
  readonly id: string;
  /** What nobody must read who may not see the thing; the first one is shown wherever the thing is. */
  readonly marks: readonly string[];
  /** Whatever else a request about it names. */
  readonly more: Readonly<Record<string, string>>;
}

export type Things = { readonly [K in Kind]: Readonly<Record<string, Thing>> };

export type Maker = (people: People) => Promise<Partial<Things>>;

export const thing = (id: string, marks: readonly string[] = [], more: Record<string, string> = {}): Thing => ({
  id,
  marks,
  more,
});
