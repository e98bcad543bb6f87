import { Command, type Decider, on } from '../deciding/decider.js';
import type { Event } from '../event.js';
import { commanded, givenDecider } from './given-decider.js';

class Switch extends Command {
  to!: 'on' | 'off';
}

type Switched = Event<'TurnedOn', object> | Event<'TurnedOff', object>;

const turn = ({ to }: Switch): Switched[] => [{ type: to === 'on' ? 'TurnedOn' : 'TurnedOff', data: {} }];
const lamp = (decision: ReturnType<typeof on<Switch, boolean, Switched>>): Decider<boolean, Switched> => ({
  category: 'lamp',
  initial: false,
  evolve: (_, { type }) => type === 'TurnedOn',
  decisions: [decision],
});
const off = commanded(Switch, { to: 'off' });

describe('a decision in a spec', () => {
  it('gives what its list says', () => {
    givenDecider(lamp(on(Switch, turn, 'TurnedOn', 'TurnedOff')))()
      .when(off)
      .thenEvents({ type: 'TurnedOff', data: {} });
  });

  it('fails when it gives another event, and names it and the place', () => {
    expect(() => givenDecider(lamp(on(Switch, turn, 'TurnedOn')))().when(off)).toThrow(
      "Switch gives TurnedOff, which its decision does not say; write on(Switch, …, 'TurnedOff') where it is listed",
    );
  });
});
