import { Command, type Decider, type Event, on } from '#event-sourcing';

export type Added = Event<'Added', { readonly by: number }>;
export class Add extends Command {
  by!: number;
}

export const added = ({ by }: Add): Added[] => [{ type: 'Added', data: { by } }];

/** Adds up what is decided so. */
export const counterOf = (add: (command: Add) => Added[]): Decider<number, Added> => ({
  category: 'counter',
  initial: 0,
  evolve: (total, { data }) => total + data.by,
  decisions: [on(Add, add, 'Added')],
});
