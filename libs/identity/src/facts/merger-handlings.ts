import { type Command, type Companions, type Handling, handling, type Lookup } from '#event-sourcing';
import * as merging from '../domain/merger/merging.js';
import { ConfirmMerger, MergePersons, UndoMerger } from '../domain/merger/merging.js';
import type { MergerEvent } from '../domain/merger/events.js';
import { mergerDecider, MERGERS } from '../domain/merger/merger.js';
import type { Mergers } from '../domain/merger/state.js';
import { BeAbsorbed, SetApart, TakeOver } from '../domain/person/absorption.js';
import { personDecider } from '../domain/person/person.js';
import { ownedBy } from './owned-accounts.js';

const partOf = async (id: string | undefined, look: Lookup): Promise<merging.Part | undefined> => {
  const person = id === undefined ? undefined : (await look.state(personDecider, id)).state;
  if (!person || id === undefined) return undefined;
  return { id, name: person.name, staffNumber: person.staffNumber, accounts: await ownedBy(id, look) };
};

const both = async (
  absorbedId: string,
  survivorId: string | undefined,
  look: Lookup,
): Promise<merging.MergerFacts> => ({
  absorbed: await partOf(absorbedId, look),
  survivor: await partOf(survivorId, look),
});

const mergersIn = async (look: Lookup): Promise<Mergers> => (await look.state(mergerDecider, MERGERS)).state;

const survivorIn = ({ merged, proposed }: Mergers, absorbedId: string): string | undefined =>
  (proposed.get(absorbedId) ?? merged.get(absorbedId))?.survivor.id;

/** Both persons know of it: nobody gives the absorbed one a post or an account meanwhile. */
const alsoKnown = async (command: Command, look: Lookup, event: MergerEvent | undefined): Promise<Companions> => {
  if (event === undefined || event.type === 'MergerProposed') return {};
  const { absorbed, survivor } = event.data;
  if (event.type === 'MergerUndone') {
    const apart = { from: survivor, other: absorbed };
    return {
      after: [
        look.follow(command, SetApart, { id: absorbed.id, ...apart }),
        look.follow(command, SetApart, { id: survivor.id, ...apart }),
      ],
    };
  }
  const { staffNumber, posts = [] } = (await look.state(personDecider, absorbed.id)).state ?? {};
  return {
    after: [
      look.follow(command, BeAbsorbed, { id: absorbed.id, into: survivor }),
      look.follow(command, TakeOver, { id: survivor.id, absorbed: { ...absorbed, staffNumber }, posts }),
    ],
  };
};

const eventOf = (decided: () => readonly MergerEvent[]): MergerEvent | undefined => {
  try {
    return decided()[0];
  } catch {
    // Refused: the decision itself says why, and nothing goes together with it.
    return undefined;
  }
};

export const mergerHandlings: readonly Handling[] = [
  handling(MergePersons, {
    id: () => MERGERS,
    decide: merging.mergePersons,
    facts: ({ absorbedId, survivorId }, look) => both(absorbedId, survivorId, look),
    alongside: async (command, look, facts) => {
      const mergers = await mergersIn(look);
      return alsoKnown(
        command,
        look,
        eventOf(() => merging.mergePersons(command, mergers, facts)),
      );
    },
  }),
  handling(UndoMerger, {
    id: () => MERGERS,
    decide: merging.undoMerger,
    facts: async ({ absorbedId }, look) =>
      both(absorbedId, (await mergersIn(look)).merged.get(absorbedId)?.survivor.id, look),
    alongside: async (command, look, facts) => {
      const mergers = await mergersIn(look);
      return alsoKnown(
        command,
        look,
        eventOf(() => merging.undoMerger(command, mergers, facts)),
      );
    },
  }),
  handling(ConfirmMerger, {
    id: () => MERGERS,
    decide: merging.confirmMerger,
    facts: async ({ absorbedId }, look) => both(absorbedId, survivorIn(await mergersIn(look), absorbedId), look),
    alongside: async (command, look, facts) => {
      const mergers = await mergersIn(look);
      return alsoKnown(
        command,
        look,
        eventOf(() => merging.confirmMerger(command, mergers, facts)),
      );
    },
  }),
];
