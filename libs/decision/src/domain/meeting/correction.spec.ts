import { givenDecider, informed } from '#event-sourcing/testing';
import {
  by,
  chair,
  closedMeeting,
  drawnUp,
  facts,
  fifth,
  fourth,
  secretary,
  signedBy,
  stranger,
  third,
  vice,
} from '../examples.js';
import type { Named } from '../body/events.js';
import { CorrectRecord, DrawUpRecord, IssueSummary, SignRecord } from './commands.js';
import type { MeetingEvent } from './events.js';
import type { MeetingFacts } from './conduct.js';
import type { RecordFacts } from './signatories.js';
import { meeting } from './meeting.js';
import { recordOf } from './record.js';

const given = givenDecider(meeting);
const [FIRST, SECOND] = ['a'.repeat(64), 'b'.repeat(64)];
const text = '第二项发言人应为李委员';
const correcting = (person: Named, over: Partial<CorrectRecord & RecordFacts> = {}) =>
  informed<CorrectRecord, RecordFacts>(CorrectRecord, {
    correction: text,
    number: 2,
    reason: '笔误',
    sha256: SECOND,
    body: facts,
    actor: by(person),
    ...over,
  });
const five = [chair, vice, third, fourth, fifth];
const signedByFive = five.map((person, i) => signedBy(person, i + 1));
const recorded = [...closedMeeting, drawnUp];
const complete = [...recorded, ...signedByFive];
const corrected = (voided: readonly Named[], proposedBy?: Named): MeetingEvent => ({
  type: 'RecordCorrected',
  data: { text, number: 2, edition: 2, sha256: SECOND, supersedes: FIRST, voided, proposedBy },
});
const proposed = (person: Named, over: object = {}): MeetingEvent => ({
  type: 'RecordCorrectionProposed',
  data: { text, number: 2, edition: 1, by: { id: person.id, name: person.name }, ...over },
});
const summary: MeetingEvent = { type: 'SummaryIssued', data: { documentNumber: '1号', recordSha256: FIRST } };

describe('correcting a record that somebody has signed', () => {
  it('makes another edition and tells whose signatures stand under the first alone', () => {
    given(...recorded, signedBy(chair, 1), signedBy(third, 2))
      .when(correcting(secretary))
      .thenEvents(corrected([chair, third]));
  });

  it('leaves nobody signed, and has them sign what it says now', () => {
    const then = [...recorded, signedBy(chair, 1), corrected([chair])];
    const signing = (sha256: string) => informed<SignRecord, MeetingFacts>(SignRecord, { sha256, actor: by(chair) });
    given(...then)
      .when(signing(FIRST))
      .thenRefused('record.other-hash', { inForce: SECOND, edition: 2 });
    const state = given(...then)
      .when(signing(SECOND))
      .state();
    expect(state!.record).toMatchObject({ edition: 2, signatures: [{ id: chair.id }], corrections: [{ text }] });
    expect(recordOf(state!, state!.record!)!.corrections).toMatchObject([{ text, number: 2 }]);
  });

  it('belongs to the secretary until all have signed', () => {
    for (const person of [chair, third, stranger])
      given(...recorded, signedBy(third, 1))
        .when(correcting(person))
        .thenRefused('record.not-secretary', { person: person.name });
  });

  it('comes after a signature; before it the record is drawn up anew', () => {
    given(...recorded)
      .when(correcting(secretary))
      .thenRefused('record.not-signed', { edition: 1 });
    given(...closedMeeting)
      .when(correcting(secretary))
      .thenRefused('record.not-drawn-up');
    const anew = informed<DrawUpRecord, RecordFacts>(DrawUpRecord, {
      sha256: SECOND,
      body: facts,
      actor: by(secretary),
    });
    given(...recorded, signedBy(chair, 1))
      .when(anew)
      .thenRefused('record.signed-already');
  });

  it('is about an item that there was', () => {
    given(...recorded, signedBy(chair, 1))
      .when(correcting(secretary, { number: 7 }))
      .thenRefused('item.not-on-agenda', { number: 7 });
  });
});

describe('correcting a complete record', () => {
  it('is proposed by one of chair and secretary and confirmed by the other with the same words', () => {
    for (const [one, other] of [
      [secretary, chair],
      [chair, secretary],
    ] as const) {
      given(...complete)
        .when(correcting(one))
        .thenEvents(proposed(one));
      given(...complete, proposed(one))
        .when(correcting(one))
        .thenNothing();
      given(...complete, summary, proposed(one))
        .when(correcting(other))
        .thenEvents(corrected(five, one));
    }
  });

  it('with other words is another proposal', () => {
    given(...complete, proposed(secretary))
      .when(correcting(chair, { correction: '另一处' }))
      .thenEvents(proposed(chair, { text: '另一处' }));
  });

  it('is neither proposed nor confirmed by anybody else, nor by two secretaries', () => {
    for (const person of [third, stranger])
      given(...complete)
        .when(correcting(person))
        .thenRefused('record.corrected-by-two', {
          rule: 'chairOrSecretaryProposesACorrection',
          person: person.name,
          chair: chair.name,
        });
    const successor = { ...facts, secretary: stranger };
    given(...complete, proposed(secretary))
      .when(correcting(stranger, { body: successor }))
      .thenRefused('record.corrected-by-two', {
        rule: 'proposerAndConfirmerAreChairAndSecretary',
        proposedBy: secretary.name,
      });
  });

  it('takes a second who attended where chair and secretary are one', () => {
    const opening = complete.map((one) =>
      'type' in one && one.type === 'MeetingOpened' ? { ...one, data: { ...one.data, secretary: chair } } : one,
    ) as typeof complete;
    const body = { ...facts, secretary: chair };
    given(...opening, proposed(chair))
      .when(correcting(third, { body }))
      .thenEvents(corrected(five, chair));
    given(...opening, proposed(chair))
      .when(correcting(stranger, { body }))
      .thenRefused('record.corrected-by-two');
    given(...opening)
      .when(correcting(third, { body }))
      .thenRefused('record.corrected-by-two');
  });

  it('takes its summary back until all have signed again', () => {
    const issuing = informed<IssueSummary, MeetingFacts>(IssueSummary, {
      documentNumber: '2号',
      body: facts,
      actor: by(secretary),
    });
    const anew = [...complete, summary, corrected(five, secretary)];
    given(...anew)
      .when(issuing)
      .thenRefused('record.signatures-missing', { signed: 0, of: 5 });
    const again = five.map((person, i): MeetingEvent => {
      const { data } = signedBy(person, i + 1) as Extract<MeetingEvent, { type: 'RecordSigned' }>;
      return { type: 'RecordSigned', data: { ...data, sha256: SECOND } };
    });
    given(...anew, ...again)
      .when(issuing)
      .thenEvents({ type: 'SummaryIssued', data: { documentNumber: '2号', recordSha256: SECOND, text: undefined } });
  });
});
