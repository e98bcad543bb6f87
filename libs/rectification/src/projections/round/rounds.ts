import {
  idOf,
  type Instant,
  integer,
  projection,
  text,
  type Moment,
  type Page,
  type Versioned,
  type ViewReader,
} from '#event-sourcing';
import type {
  Breakdown,
  ClosurePolicy,
  Contact,
  CountingRule,
  PlanPolicy,
  Provenance,
  ReplyApart,
  RoundEvent,
  RoundFields,
  StatedResults,
} from '../../domain/round/events.js';
import type { ProposedPolicy } from '../../domain/round/strength.js';
import { usualPlanPolicy } from '../../domain/round/usual.js';
import { actOf, type Act } from '../act.js';
import { amend } from '../amend.js';
import { correctionOf, type Correctable } from '../issue/correctable.js';
import { listedIn, type Listed } from './register.js';
import { changeOf, type RuleChange } from './rule-changes.js';

export interface FindingText extends Act {
  readonly text: string;
  readonly sha256: string;
  readonly provenance: Provenance | null;
  /** SHA-256 of the text that took its place. */
  readonly supersededBy: string | null;
  readonly stated: StatedResults | null;
  readonly repliesApart: readonly ReplyApart[];
}

type Proposed<P extends PlanPolicy> = ProposedPolicy<P> & { readonly since: Instant; readonly reason: string };

export interface RoundRow extends Correctable<Partial<RoundFields>> {
  readonly id: string;
  readonly title: string;
  readonly organisation: string;
  readonly team: string;
  readonly inspectedFrom: string;
  readonly inspectedTo: string;
  readonly deliveredOn: string;
  /** As the delivered report states it. */
  readonly asserted: Breakdown;
  readonly countingRule: CountingRule;
  readonly closurePolicy: ClosurePolicy;
  /** A policy by which others or fewer would decide, that one leader wants and another has not agreed to. */
  readonly proposedPolicy: Proposed<ClosurePolicy> | null;
  readonly planPolicy: PlanPolicy;
  /** Likewise of the policy for plans. */
  readonly proposedPlanPolicy: Proposed<PlanPolicy> | null;
  readonly ruleChanges: readonly RuleChange[];
  readonly provenance: Provenance | null;
  readonly findingTexts: readonly FindingText[];
  readonly workParagraphs: readonly string[];
  readonly contact: Contact | null;
}

/** A round as a screen shows it: what was asserted beside what its register lists. */
export interface RoundView extends RoundRow {
  readonly listed: Listed;
}

export const rounds = projection<RoundRow, RoundEvent>({
  name: 'rounds',
  version: 8,
  seenThrough: 'round',
  when: {
    RoundOpened: (_, { stream, data: { breakdown, planPolicy = usualPlanPolicy, provenance = null, ...opened } }) => ({
      id: idOf(stream),
      ...opened,
      planPolicy,
      proposedPolicy: null,
      proposedPlanPolicy: null,
      ruleChanges: [],
      asserted: breakdown,
      provenance,
      findingTexts: [],
      workParagraphs: [],
      contact: null,
      corrections: [],
    }),
    RoundCorrected: amend((row, event) => ({
      ...event.data.to,
      corrections: [...row.corrections, correctionOf(event)],
    })),
    FindingTextRecorded: amend((row, event) => {
      const { provenance = null, stated = null, repliesApart = [], ...text } = event.data;
      const recorded = { ...actOf(event), ...text, provenance, supersededBy: null, stated, repliesApart };
      return { findingTexts: [...row.findingTexts, recorded] };
    }),
    FindingTextSuperseded: amend((row, event) => {
      const { text, sha256, supersedes, provenance = null } = event.data;
      const earlier = row.findingTexts.map((one) =>
        one.sha256 === supersedes && one.supersededBy === null ? { ...one, supersededBy: sha256 } : one,
      );
      const latest = { ...actOf(event), text, sha256, provenance, supersededBy: null, stated: null, repliesApart: [] };
      return { findingTexts: [...earlier, latest] };
    }),
    BreakdownRevised: amend((_, { data }) => ({ asserted: data.to })),
    CountingRuleChanged: amend((row, event) => ({
      countingRule: event.data.to,
      ruleChanges: [...row.ruleChanges, { ...changeOf(event), of: 'counting-rule', ...event.data }],
    })),
    ClosurePolicyChanged: amend((row, event) => {
      const { from, to } = event.data;
      const change = { ...changeOf(event, row.proposedPolicy), of: 'closure-policy', from, to } as const;
      return { closurePolicy: to, proposedPolicy: null, ruleChanges: [...row.ruleChanges, change] };
    }),
    ClosurePolicyChangeProposed: amend((_, { data: { to, proposedBy: by }, metadata }) => ({
      proposedPolicy: { to, by, since: metadata.effectiveAt, reason: metadata.reason ?? '' },
    })),
    PlanPolicyChanged: amend((row, event) => {
      const { from, to } = event.data;
      const change = { ...changeOf(event, row.proposedPlanPolicy), of: 'plan-policy', from, to } as const;
      return { planPolicy: to, proposedPlanPolicy: null, ruleChanges: [...row.ruleChanges, change] };
    }),
    PlanPolicyChangeProposed: amend((_, { data: { to, proposedBy: by }, metadata }) => ({
      proposedPlanPolicy: { to, by, since: metadata.effectiveAt, reason: metadata.reason ?? '' },
    })),
    WorkOrganised: amend((_, { data }) => ({ workParagraphs: data.paragraphs })),
    ContactAnnounced: amend((_, { data }) => ({ contact: data })),
  },
  columns: {
    title: text((row) => row.title),
    organisation: text((row) => row.organisation),
    deliveredOn: text((row) => row.deliveredOn),
    issuesAsserted: integer((row) => row.asserted.issues),
    proposed: integer((row) => Number(row.proposedPolicy !== null || row.proposedPlanPolicy !== null)),
  },
  indexes: [['deliveredOn'], ['proposed']],
});

export interface RoundsQuery extends Moment {
  /** Part of the title. */
  readonly title?: string;
  readonly organisation?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

const withListed = async (reader: ViewReader, round: Versioned<RoundRow>, moment: Moment) => ({
  ...round,
  row: { ...round.row, listed: await listedIn(reader, round.key, moment) },
});

export const findRound = async (
  reader: ViewReader,
  { id, asOf, knownAt }: Moment & { readonly id: string },
): Promise<Versioned<RoundView> | undefined> => {
  const round = await reader.find(rounds, id, { asOf, knownAt });
  return round && withListed(reader, round, { asOf, knownAt });
};

/** The latest delivered first. */
export const listRounds = async (
  reader: ViewReader,
  { title, organisation, limit, cursor, asOf, knownAt }: RoundsQuery,
): Promise<Page<RoundView>> => {
  const page = await reader.list(rounds, {
    where: { title: title ? { contains: title } : undefined, organisation },
    sort: { column: 'deliveredOn', descending: true },
    limit,
    cursor,
    asOf,
    knownAt,
  });
  const rows: Versioned<RoundView>[] = [];
  for (const round of page.rows) rows.push(await withListed(reader, round, { asOf, knownAt }));
  return { ...page, rows };
};
