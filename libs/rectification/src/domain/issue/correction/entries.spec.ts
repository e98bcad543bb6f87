import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import { atWork, by, closed, people, requested } from '../../examples.js';
import { RecordAccountability, CorrectAccountability, WithdrawAccountability } from '../work/accountability.js';
import { RecordRecovery, CorrectRecovery, WithdrawRecovery } from '../work/recovery.js';
import { RegisterRegulation, CorrectRegulation, WithdrawRegulation } from '../work/regulations.js';
import type { AccountabilityKind, IssueEvent } from '../events.js';
import { issue } from '../issue.js';
import type { ResultFacts } from './entries.js';
import { regulationKey } from './same-regulation.js';

const given = givenDecider(issue);
/** The id of the event at that place of the past. */
const idAt = (place: number): string => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;
const entry = idAt(atWork.length + 1);
const reason = '录入有误';
const office = { actor: people.office, entry, reason };

const made: IssueEvent = { type: 'RegulationMade', data: { title: '《考勤制度》', date: '2023-10-01' } };
const hundred: IssueEvent = { type: 'AccountabilityRecorded', data: { kind: 'criticism', number: 100 } };
const money: IssueEvent = { type: 'MoneyRecovered', data: { amount: 665_700 } };
const correcting = (over: Partial<CorrectRegulation> = {}) => commanded(CorrectRegulation, { ...office, ...over });
const counting = (over: Partial<CorrectAccountability> = {}) =>
  informed<CorrectAccountability, ResultFacts>(CorrectAccountability, { ...office, number: 1, ...over });
const paying = (over: Partial<CorrectRecovery> = {}) =>
  informed<CorrectRecovery, ResultFacts>(CorrectRecovery, { ...office, amount: 66_570_000, ...over });

describe('an entry', () => {
  it('is corrected by name, with only what changes, before and after', () => {
    given(...atWork, made)
      .when(correcting({ title: '《考勤办法》', date: '2023-10-02', documentNumber: '' }))
      .thenEvents({
        type: 'RegulationCorrected',
        data: {
          corrects: entry,
          from: { title: '《考勤制度》', date: '2023-10-01' },
          to: { title: '《考勤办法》', date: '2023-10-02' },
        },
      });
    given(...atWork, hundred)
      .when(counting())
      .thenEvents({
        type: 'AccountabilityCorrected',
        data: { corrects: entry, from: { number: 100 }, to: { number: 1 } },
      });
    given(...atWork, money)
      .when(paying())
      .thenEvents({
        type: 'RecoveryCorrected',
        data: { corrects: entry, from: { amount: 665_700 }, to: { amount: 66_570_000 } },
      });
  });

  it('is corrected again from what the last correction made of it, and quietly left as it is', () => {
    const once = given(
      ...atWork,
      hundred,
      ...given(...atWork, hundred)
        .when(counting())
        .events(),
    );
    once.when(counting()).thenNothing();
    once.when(counting({ number: 2 })).thenEvents({
      type: 'AccountabilityCorrected',
      data: { corrects: entry, from: { number: 1 }, to: { number: 2 } },
    });
    expect(once.when(counting({ number: 2 })).state().accountability).toEqual([
      { id: entry, kind: 'criticism', number: 2 },
    ]);
    given(...atWork, made)
      .when(correcting({ title: '《考勤制度》' }))
      .thenNothing();
  });

  it('is withdrawn once; then it is no longer corrected', () => {
    for (const [event, command, type] of [
      [made, WithdrawRegulation, 'RegulationWithdrawn'],
      [hundred, WithdrawAccountability, 'AccountabilityWithdrawn'],
      [money, WithdrawRecovery, 'RecoveryWithdrawn'],
    ] as const) {
      const withdrawal = { type, data: { corrects: entry } } as IssueEvent;
      given(...atWork, event)
        .when(commanded(command, office))
        .thenEvents(withdrawal);
      given(...atWork, event, withdrawal)
        .when(commanded(command, office))
        .thenNothing();
    }
    const withdrawn = { type: 'RecoveryWithdrawn', data: { corrects: entry } } as IssueEvent;
    given(...atWork, money, withdrawn)
      .when(paying())
      .thenRefused('entry.withdrawn', { entry });
  });

  it('is known by its own kind alone', () => {
    given(...atWork, money)
      .when(counting())
      .thenRefused('entry.unknown', { field: 'entry', entry });
    given(...atWork, money)
      .when(commanded(WithdrawRegulation, office))
      .thenRefused('entry.unknown');
    given(...atWork)
      .when(paying())
      .thenRefused('entry.unknown');
  });

  it('is corrected with a reason, while nobody decides on it, and after closure by the office', () => {
    given(...atWork, money)
      .when(paying({ reason: ' ' }))
      .thenRefused('reason.missing', { field: 'reason' });
    const [handed] = requested.slice(-1);
    given(...atWork, money, handed!)
      .when(paying())
      .thenRefused('correction.under-review', { number: '7' });
    const afterwards = closed.slice(atWork.length);
    given(...atWork, money, ...afterwards)
      .when(paying({ actor: people.unitHead }))
      .thenRefused('issue.closed-office-records');
    given(...atWork, money, ...afterwards)
      .when(paying())
      .thenEvents({
        type: 'RecoveryCorrected',
        data: { corrects: entry, from: { amount: 665_700 }, to: { amount: 66_570_000 } },
      });
  });

  it('of a regulation does not become another one that stands there already, nor one of a day to come', () => {
    const other: IssueEvent = { type: 'RegulationMade', data: { title: '值班 制度' } };
    given(...atWork, made, other)
      .when(correcting({ title: '《值班制度》' }))
      .thenRefused('regulation.registered-already', { entry: idAt(atWork.length + 2) });
    given(...atWork, made)
      .when(correcting({ date: '2026-01-02' }))
      .thenRefused('regulation.ahead-of-now');
  });
});

describe('what is beyond sense', () => {
  it('is asked about, whether it is entered or corrected', () => {
    const actor = people.office;
    const record = (amount: number, confirmed?: boolean) =>
      informed<RecordRecovery, ResultFacts>(RecordRecovery, { actor, amount, confirmed });
    given(...atWork)
      .when(record(100_000_001))
      .thenRefused('recovery.needs-confirmation', { field: 'amount', amount: 100_000_001 });
    given(...atWork)
      .when(record(100_000_000))
      .thenEvents({ type: 'MoneyRecovered', data: { amount: 100_000_000 } });
    given(...atWork)
      .when(record(100_000_001, true))
      .thenEvents({ type: 'MoneyRecovered', data: { amount: 100_000_001 } });
    given(...atWork)
      .when(
        informed<RecordAccountability, ResultFacts>(RecordAccountability, { actor, kind: 'criticism', number: 1_001 }),
      )
      .thenRefused('accountability.needs-confirmation', { number: 1_001 });
    given(...atWork, hundred)
      .when(counting({ number: 1_001 }))
      .thenRefused('accountability.needs-confirmation');
    given(...atWork, money)
      .when(paying({ amount: 100_000_001 }))
      .thenRefused('recovery.needs-confirmation');
  });

  it('is so in however many entries it comes, on the issue and in its round', () => {
    const actor = people.office;
    const record = (amount: number, confirmed?: boolean) =>
      informed<RecordRecovery, ResultFacts>(RecordRecovery, { actor, amount, confirmed });
    const inRound = { recovered: 100_000_000, accountability: { criticism: 999 } };
    const once = by(actor, { type: 'MoneyRecovered', data: { amount: 100_000_000 } } as IssueEvent);
    for (const [outcome, sum] of [
      [given(...atWork, once).when(record(100_000_000)), 200_000_000],
      [given(...atWork).when(record(1), { inRound }), 100_000_001],
      [given(...atWork, money).when(paying({ amount: 665_701 }), { inRound }), 100_000_001],
    ] as const)
      outcome.thenRefused('recovery.needs-confirmation', { field: 'amount', sum });
    given(...atWork)
      .when(record(1, true), { inRound })
      .thenEvents({ type: 'MoneyRecovered', data: { amount: 1 } });
    given(...atWork)
      .when(record(0), { inRound: { ...inRound, recovered: 200_000_000 } })
      .thenEvents({ type: 'MoneyRecovered', data: { amount: 0 } });
    expect(
      given(...atWork, money)
        .when(paying({ amount: 665_699 }), { inRound: { ...inRound, recovered: 200_000_000 } })
        .events(),
    ).toMatchObject([{ type: 'RecoveryCorrected' }]);
  });

  it('is so of people, kind by kind', () => {
    const inRound = { recovered: 0, accountability: { criticism: 1_000, admonition: 999 } };
    const count = (kind: AccountabilityKind, number: number, confirmed?: boolean) =>
      informed<RecordAccountability, ResultFacts>(RecordAccountability, {
        actor: people.office,
        kind,
        number,
        confirmed,
        inRound,
      });
    const counted = (kind: AccountabilityKind, number: number): IssueEvent => ({
      type: 'AccountabilityRecorded',
      data: { kind, number },
    });
    const at = given(...atWork);
    at.when(count('criticism', 1)).thenRefused('accountability.needs-confirmation', { field: 'number', sum: 1_001 });
    at.when(count('criticism', 1, true)).thenEvents(counted('criticism', 1));
    at.when(count('criticism', 0)).thenEvents(counted('criticism', 0));
    at.when(count('admonition', 1)).thenEvents(counted('admonition', 1));
    given(...atWork, counted('criticism', 1_000))
      .when(count('criticism', 1), {})
      .thenRefused('accountability.needs-confirmation', { sum: 1_001 });
    given(...atWork, hundred)
      .when(counting({ kind: 'admonition', number: 2 }), { inRound })
      .thenRefused('accountability.needs-confirmation', { sum: 1_001 });
  });
});

describe('one regulation', () => {
  it.each([
    ['《考勤制度》', '考勤制度'],
    ['《考勤制度（试行）》', '考勤制度(试行)'],
    ['考勤　制度', '考勤制度 '],
    ['ＡＢ制度', 'ab制度'],
    ['考勤\u200b制度', '考勤制度'],
  ])('is the same however it is written: %s, %s', (one, other) => {
    const numbered = (title: string, documentNumber: string) => regulationKey({ kind: 'made', title, documentNumber });
    expect(numbered(one, '示管发〔2023〕５号')).toBe(numbered(other, '示管发[2023]5号'));
  });

  it('is another one with another number, another title, or where it is revised', () => {
    const keys = [
      regulationKey({ kind: 'made', title: '制度' }),
      regulationKey({ kind: 'revised', title: '制度' }),
      regulationKey({ kind: 'made', title: '制度二' }),
      regulationKey({ kind: 'made', title: '制度', documentNumber: '5号' }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is registered on an issue once', () => {
    given(...atWork, made)
      .when(commanded(RegisterRegulation, { actor: people.office, kind: 'made', title: '考勤制度' }))
      .thenNothing();
    given(...atWork, by(people.office, made))
      .when(commanded(RegisterRegulation, { actor: people.office, kind: 'made', title: '考勤制度二' }))
      .thenEvents({ type: 'RegulationMade', data: { title: '考勤制度二' } });
  });
});
