import { Command, type Decider, type Event, on, RuleBroken } from '#event-sourcing';

export type Added = Event<'Added', { readonly by: number }>;
export class Add extends Command {
  by!: number;
}
export const counter: Decider<number, Added> = {
  category: 'counter',
  initial: 0,
  evolve: (total, { data }) => total + data.by,
  decisions: [
    on(
      Add,
      ({ by }: Add): Added[] => {
        if (by < 0) throw new RuleBroken('counter.negative', { by });
        return [{ type: 'Added', data: { by } }];
      },
      'Added',
    ),
  ],
};
