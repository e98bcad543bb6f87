import {
  idOf,
  type Instant,
  type Moment,
  type Page,
  projection,
  text,
  type View,
  type ViewReader,
} from '#event-sourcing';
import type { DelegationEnded, DelegationEvent, WorkDelegated } from '../domain/delegation/events.js';

export type DelegationEntry = WorkDelegated['data'] & {
  readonly reason: string;
  readonly delegatedAt: Instant;
  /** Absent while nobody has ended it; its last day ends it, too. */
  readonly ended?: { readonly by: DelegationEnded['data']['by']; readonly at: Instant; readonly reason: string };
};

/** All that one person delegated to another, the latest last. */
export interface DelegationRow {
  readonly id: string;
  readonly from: WorkDelegated['data']['from'];
  readonly to: WorkDelegated['data']['to'];
  readonly delegations: readonly DelegationEntry[];
}

/** Each id between two commas, so that one is found by `contains` and never as a part of another. */
const partiesOf = ({ from, to }: DelegationRow): string => `,${from.id},${to.id},`;

export const delegations: View<DelegationRow> = projection<DelegationRow, DelegationEvent>({
  name: 'delegations',
  version: 2,
  seenThrough: 'act',
  asRecorded: true,
  when: {
    WorkDelegated: (row, { stream, data, metadata }) => {
      const { reason = '', effectiveAt: delegatedAt } = metadata;
      const { from, to } = data;
      return {
        id: idOf(stream),
        from,
        to,
        delegations: [...(row?.delegations ?? []), { ...data, reason, delegatedAt }],
      };
    },
    DelegationEnded: (row, { data: { by }, metadata: { effectiveAt: at, reason = '' } }) =>
      row && {
        ...row,
        delegations: row.delegations.map((one, i) =>
          i === row.delegations.length - 1 ? { ...one, ended: { by, at, reason } } : one,
        ),
      },
  },
  columns: { fromId: text((row) => row.from.id), toId: text((row) => row.to.id), parties: text(partiesOf) },
  indexes: [['fromId'], ['toId']],
});

export interface DelegationsQuery extends Moment {
  readonly fromId?: string;
  readonly toId?: string;
  /** Given by this person, or to them. */
  readonly partyId?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export const listDelegations = (
  reader: ViewReader,
  { fromId, toId, partyId, ...page }: DelegationsQuery,
): Promise<Page<DelegationRow>> =>
  reader.list(delegations, {
    ...page,
    where: { fromId, toId, parties: partyId === undefined ? undefined : { contains: `,${partyId},` } },
  });
