import { type Handling, handling, type Lookup, type PlainDate } from '#event-sourcing';
import { must } from '../domain/commands.js';
import {
  AcceptHandover,
  ProposeHandover,
  acceptHandover,
  proposeHandover,
  type Holder,
} from '../domain/handover/signing.js';
import type { WorkItem } from '../domain/handover/events.js';
import { handover } from '../domain/handover/handover.js';
import { ledger } from '../projections/ledger/ledger.js';
import { tasks } from '../projections/tasks.js';
import { type Asked, type Directory, namedUnit } from './named.js';

/** Who holds which posts; identity answers through the lookup. */
export interface Posts {
  posts(
    personId: string,
    look: Lookup,
  ): Promise<
    | {
        readonly name: string;
        readonly posts: readonly {
          readonly unit: { readonly id: string };
          readonly from: PlainDate;
          readonly to?: PlainDate;
        }[];
      }
    | undefined
  >;
}

const holder = async (directory: Posts, look: Lookup, { field, id }: Asked): Promise<Holder> => {
  const person = await directory.posts(id, look);
  must(person, 'person.unknown', { field, id });
  return { id, name: person.name, posts: person.posts.map(({ unit, from, to }) => ({ unitId: unit.id, from, to })) };
};

/** Long-term issues are open, too: owner and duty remain. */
const openWork = async (look: Lookup, handlerId: string): Promise<WorkItem[]> => {
  const handled = await look.rows(ledger, { handlerId });
  const undertaken = await look.rows(tasks, { handlerId });
  return [
    ...handled.filter(({ status }) => status !== 'closed').map((row) => ({ kind: 'issue' as const, ...row })),
    ...undertaken.filter(({ status }) => status !== 'completed').map((row) => ({ kind: 'task' as const, ...row })),
  ].map(({ kind, id, roundId, number }) => ({ kind, id, roundId, number }));
};

export const handoverHandlings = (directory: Directory & Posts): Handling[] => [
  handling(ProposeHandover, {
    decide: proposeHandover,
    facts: async ({ id, successorId, unitId }, look) => ({
      leaver: await holder(directory, look, { field: 'id', id }),
      successor: await holder(directory, look, { field: 'successorId', id: successorId }),
      unit: await namedUnit(directory, look, { field: 'unitId', id: unitId }),
      work: await openWork(look, id),
    }),
  }),
  handling(AcceptHandover, {
    decide: acceptHandover,
    facts: async ({ id }, look) => {
      const { open } = (await look.state(handover, id)).state;
      return open ? { successor: await holder(directory, look, { field: 'successorId', id: open.data.to.id }) } : {};
    },
  }),
];
