import type { Instant } from '#event-sourcing';
import {
  type Candidate,
  type FoundWork,
  inOrder,
  type RoutedAct,
  type Seeking,
  type WaitingRoom,
} from '#event-sourcing-nest';
import { rectificationActs } from './acts.js';
import type { Named, PlanPolicy } from './domain/round/events.js';
import type { ProposedPolicy } from './domain/round/strength.js';
import { rounds, type RoundRow } from './projections/round/rounds.js';

export type PolicyWaitKind = 'closure-policy-sign-off' | 'plan-policy-sign-off';

/** A policy that one leader proposed, until another asks for the same. */
export interface PolicyWork extends FoundWork<PolicyWaitKind, 'round'> {
  readonly roundId: string;
  /** Who proposed it. */
  readonly by: Named;
}

interface Proposal {
  readonly kind: PolicyWaitKind;
  readonly act: RoutedAct;
  readonly proposed: (ProposedPolicy<PlanPolicy> & { readonly since: Instant }) | null;
}

const proposalsOf = ({ proposedPolicy, proposedPlanPolicy }: RoundRow): Proposal[] => [
  { kind: 'closure-policy-sign-off', act: rectificationActs.ChangeClosurePolicy, proposed: proposedPolicy },
  { kind: 'plan-policy-sign-off', act: rectificationActs.ChangePlanPolicy, proposed: proposedPlanPolicy },
];

/** The body of the act that agrees: the same policy again. */
const givenFor = (to: PlanPolicy & { readonly endorsements?: readonly string[] }) => ({
  ...(to.endorsements ? { endorsements: to.endorsements } : {}),
  way: to.way,
  ...(to.way === 'sign-offs' ? { required: to.required } : {}),
  ...(to.body ? { bodyId: to.body.id } : {}),
});

const candidatesIn = (row: RoundRow, personId: string): Candidate<PolicyWork>[] =>
  proposalsOf(row).flatMap(({ kind, act, proposed }) => {
    if (!proposed || proposed.by.personId === personId) return [];
    const { to, by, since } = proposed;
    const thing = { kind: 'round', id: row.id } as const;
    const named = { id: by.personId, name: by.name };
    return [
      {
        work: { kind, thing, title: row.title, since, due: null, roundId: row.id, by: named },
        steps: [{ act, thing: { about: 'round', id: row.id }, given: givenFor(to) }],
      },
    ];
  });

/** Undated all of them, and few. */
const proposalsFor = async ({ reader, who, roundId }: Seeking): Promise<Candidate[]> => {
  const { rows } = await reader.list(rounds, { where: { proposed: 1 }, limit: 500 });
  const wanted = rows.filter(({ key }) => roundId === undefined || key === roundId);
  return inOrder(wanted.flatMap(({ row }) => candidatesIn(row, who.personId)));
};

/** By which policies one leader wants others or fewer to decide, and another has to agree to. */
export const policyWaiting: WaitingRoom = {
  kinds: {
    'closure-policy-sign-off': { zh: '待同意变更销号规则', en: 'Change of the closure policy to be agreed on' },
    'plan-policy-sign-off': { zh: '待同意变更方案审批规则', en: 'Change of the policy for plans to be agreed on' },
  } satisfies Record<PolicyWaitKind, object>,
  views: [rounds],
  candidates: async function* (seeking) {
    yield* await proposalsFor(seeking);
  },
};
