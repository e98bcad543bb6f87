import { LEAST_DECIDING, yesNeeded } from '../rules/arithmetic.js';
import type { Hands, Item, MinutesRecord } from './state.js';
import { attendingOf, type OpenMeetingState, rulesOf } from './voters.js';

/**
 * Whether a show of hands that was entered is borne out by signatures: by so many yes votes as are needed, or by so many
 * others that the rest cannot reach them. Whoever was entered as standing aside and has not signed counts as if they had
 * not, so that nobody is taken out of the count by who keeps the record.
 */
const isConfirmed = (
  meeting: OpenMeetingState,
  { item, hands }: { readonly item: Item; readonly hands: Hands },
  { signatures }: Pick<MinutesRecord, 'signatures'>,
): boolean => {
  const hasSigned = (id: string) => signatures.some((one) => one.id === id);
  const doubtful = hands.recusals.filter(({ person, cause }) => cause === 'recorded' && !hasSigned(person.id)).length;
  const told = { putOnAt: item.putOnAt, recusals: [...item.recusals, ...hands.recusals] };
  const { entitled, present, recused } = attendingOf(meeting, told, hands.voters);
  const attending = { entitled, present: present + doubtful, recused: recused - doubtful };
  const needed = Math.max(LEAST_DECIDING, yesNeeded(rulesOf(meeting), attending).needed);
  const signed = hands.result.votes!.filter(({ person }) => hasSigned(person.id));
  const yes = signed.filter(({ choice }) => choice === 'yes').length;
  if (hands.adopted) return yes >= needed;
  const others = signed.length - yes;
  return signed.length * 2 > hands.voters.length && hands.voters.length + doubtful - others < needed;
};

export type Told = Item & { readonly hands: Hands };

/** Items voted on by show of hands that the record confirms and nothing has decided yet. */
export const confirmedIn = (meeting: OpenMeetingState, record: Pick<MinutesRecord, 'signatures'>): readonly Told[] =>
  meeting.items
    .filter((item): item is Told => item.hands !== undefined && item.outcome === undefined)
    .filter((item) => isConfirmed({ ...meeting, attendance: item.attendance! }, { item, hands: item.hands }, record));
