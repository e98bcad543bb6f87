import { commanded, givenDecider } from '#event-sourcing/testing';
import { AcceptClock } from './commands.js';
import type { TimekeepingEvent } from './events.js';
import { timekeepingDecider } from './timekeeping.js';

const given = givenDecider(timekeepingDecider);
const told = { wall: '2028-01-04T08:00:00.000Z', expected: '2026-11-30T08:00:00.000Z' };
const accepted: TimekeepingEvent = { type: 'ClockAccepted', data: told };

describe('the clock of the machine', () => {
  it('is accepted with what it said and what was expected', () => {
    given().when(commanded(AcceptClock, told)).thenEvents(accepted);
  });

  it('is accepted as often as somebody says so, each on record', () => {
    given(accepted).when(commanded(AcceptClock, told)).thenEvents(accepted);
  });
});
