import * as fc from 'fast-check';
import {
  dateOf,
  dayAfter,
  dayBefore,
  endOfDay,
  isPlainDate,
  lastPlannedDay,
  SetClock,
  startOfDay,
  systemClock,
} from './clock.js';

const anyDay = fc
  .date({ min: new Date('1993-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a business day', () => {
  it('runs from midnight to the last millisecond in Shanghai', () => {
    expect(startOfDay('2023-11-30')).toBe('2023-11-29T16:00:00.000Z');
    expect(endOfDay('2023-11-30')).toBe('2023-11-30T15:59:59.999Z');
  });

  it('holds every instant between its ends, and the next day begins one millisecond after it', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 86_399_999 }), (day, ms) => {
        expect(dateOf(new Date(Date.parse(startOfDay(day)) + ms).toISOString())).toBe(day);
        expect(Date.parse(startOfDay(dayAfter(day))) - Date.parse(endOfDay(day))).toBe(1);
      }),
    );
  });

  it('is as the zone of Shanghai has it', () => {
    const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 86_399_999 }), (day, ms) => {
        const instant = new Date(Date.parse(`${day}T00:00:00Z`) + ms).toISOString();
        expect(dateOf(instant)).toBe(shanghai.format(new Date(instant)));
      }),
    );
  });

  it('is followed by the next one over the ends of months and years', () => {
    expect(['2023-11-30', '2023-12-31', '2024-02-28', '2023-02-28'].map(dayAfter)).toEqual([
      '2023-12-01',
      '2024-01-01',
      '2024-02-29',
      '2023-03-01',
    ]);
  });

  it('follows the one before', () => {
    fc.assert(fc.property(anyDay, (day) => expect(dayBefore(dayAfter(day))).toBe(day)));
  });

  it('is written in one way, and must be in the calendar', () => {
    fc.assert(fc.property(anyDay, (day) => expect(isPlainDate(day)).toBe(true)));
    const wrong = ['2023-02-29', '2023-04-31', '2023-13-01', '2023-00-10', '2023-1-1', '20231130', '2023-11-30T00:00Z'];
    expect(['', ' 2023-11-30', '2023/11/30', '2023年11月30日', ...wrong].filter(isPlainDate)).toEqual([]);
  });
});

describe('the last day that is planned for', () => {
  it('lies ten years ahead, on a day of the calendar', () => {
    expect(['2026-01-01', '2023-11-30', '2024-02-29'].map(lastPlannedDay)).toEqual([
      '2036-01-01',
      '2033-11-30',
      '2034-02-28',
    ]);
  });
});

describe('a clock', () => {
  it('of a spec stands still until it is set', () => {
    const clock = new SetClock('2023-11-30T00:00:00.000Z');
    expect([clock.now(), clock.now()]).toEqual(Array(2).fill('2023-11-30T00:00:00.000Z'));
    clock.set('2023-12-01T00:00:00.000Z');
    expect(clock.now()).toBe('2023-12-01T00:00:00.000Z');
  });

  it('of the machine tells UTC with milliseconds, so that text order is time order', () => {
    expect(systemClock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});
