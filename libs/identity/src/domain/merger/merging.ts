import { Command, onFacts } from '#event-sourcing';
import { IsText, IsUUID, must, obey, type Policy } from '../commands.js';
import { administerAndDecide, holdInspectorAmongOthers, holdSeveralAdministrators, type Role } from '../roles.js';
import type { Merged, MergerEvent } from './events.js';
import { type Mergers, personIn, type Proposal } from './state.js';

/** Two registrations of one person: from now on they count as the one that stays. */
export class MergePersons extends Command {
  static readonly underAuthority = true;

  /** Stays, with the account if there is one. */
  @IsUUID('loose') survivorId!: string;
  @IsUUID('loose') absorbedId!: string;
  @IsText(2000) override reason!: string;
}

/** They were two people after all. */
export class UndoMerger extends Command {
  static readonly underAuthority = true;

  @IsUUID('loose') absorbedId!: string;
  @IsText(2000) override reason!: string;
}

/** A second person says the same of what was proposed. */
export class ConfirmMerger extends Command {
  static readonly underAuthority = true;

  @IsUUID('loose') absorbedId!: string;
  @IsText(2000) override reason!: string;
}

export interface OwnedAccount {
  readonly login: string;
  readonly roles: readonly Role[];
  readonly state: 'in-use' | 'suspended' | 'closed';
}

export interface Part extends Merged {
  readonly staffNumber?: string;
  /** All that were ever opened for them. */
  readonly accounts: readonly OwnedAccount[];
}

/** Both as they are registered; absent when there is no such person. */
export interface MergerFacts {
  readonly absorbed?: Part;
  readonly survivor?: Part;
}

interface Both {
  readonly absorbed: Part;
  readonly survivor: Part;
}

type Merging = Pick<MergePersons, 'actor'>;

type MergerPolicy = Policy<Merging, Mergers, Both>;

const named = ({ id, name }: Part): Merged => ({ id, name });

const nobodyMergesThemselves: MergerPolicy = ({ actor }, mergers, { absorbed, survivor }) => {
  const person = personIn(mergers, actor.personId);
  return [absorbed.id, survivor.id].some((id) => personIn(mergers, id) === person) ? 'merger.own' : undefined;
};

const aPersonIsMergedOnce: MergerPolicy = (_, { merged }, { absorbed, survivor }) => {
  const into = merged.get(absorbed.id) ?? merged.get(survivor.id);
  return into ? { code: 'merger.merged-already', details: { ...into } } : undefined;
};

/** What one person must not hold is not held by two who are one. */
const rolesOfBothGoTogether: MergerPolicy = (_, __, { absorbed, survivor }) => {
  const open = [...absorbed.accounts, ...survivor.accounts].filter(({ state }) => state !== 'closed');
  const roles = [...new Set(open.flatMap((one) => one.roles))];
  const excludes = [holdInspectorAmongOthers, holdSeveralAdministrators, administerAndDecide].some((one) => one(roles));
  return excludes ? { code: 'merger.roles-exclude', details: { roles } } : undefined;
};

const onlyTheSurvivorSignsIn: MergerPolicy = (_, __, { absorbed, survivor }) => {
  const [gone, kept] = [absorbed, survivor].map(({ accounts }) => accounts.filter(({ state }) => state === 'in-use'));
  return gone!.length === 0 && kept!.length <= 1
    ? undefined
    : {
        code: 'merger.accounts',
        details: { absorbed: gone!.map((one) => one.login), survivor: kept!.map((one) => one.login) },
      };
};

const mergerPolicies = [nobodyMergesThemselves, aPersonIsMergedOnce, rolesOfBothGoTogether, onlyTheSurvivorSignsIn];

const bothIn = (
  { absorbedId, survivorId }: { readonly absorbedId: string; readonly survivorId: string },
  { absorbed, survivor }: MergerFacts,
): Both => {
  must(survivor, 'person.unknown', { field: 'survivorId', personId: survivorId });
  must(absorbed, 'person.unknown', { field: 'absorbedId', personId: absorbedId });
  return { absorbed, survivor };
};

/**
 * Whoever has no account, and never had one, has decided nothing: every decision is taken by an account, and what was
 * entered about somebody (a show of hands, a name on a list) decides by the accounts that sign it. Where there is one, the
 * bars and the sight of a person who acts change, so two persons say so. Two staff numbers are two people until then.
 */
const needsSecondPerson = ({ absorbed, survivor }: Both): boolean => {
  const differ = absorbed.staffNumber !== undefined && survivor.staffNumber !== undefined;
  return differ || absorbed.accounts.length + survivor.accounts.length > 0;
};

export const mergePersons = (command: MergePersons, mergers: Mergers, facts: MergerFacts): MergerEvent[] => {
  const { absorbedId, survivorId } = command;
  must(absorbedId !== survivorId, 'merger.one-person', { absorbedId });
  const both = bothIn(command, facts);
  if (mergers.merged.get(absorbedId)?.survivor.id === survivorId) return [];
  obey(mergerPolicies, command, mergers, both);
  const data = { absorbed: named(both.absorbed), survivor: named(both.survivor) };
  if (!needsSecondPerson(both)) return [{ type: 'PersonsMerged', data }];
  return proposing(mergers, { ...data, what: 'merging' });
};

const proposing = ({ proposed }: Mergers, data: Omit<Proposal, 'by'>): MergerEvent[] => {
  const before = proposed.get(data.absorbed.id);
  const isTheSame = before?.what === data.what && before.survivor.id === data.survivor.id;
  return isTheSame ? [] : [{ type: 'MergerProposed', data }];
};

/** As many as it took to merge them. */
export const undoMerger = (command: UndoMerger, mergers: Mergers, facts: MergerFacts): MergerEvent[] => {
  const { absorbedId } = command;
  const inForce = mergers.merged.get(absorbedId);
  must(inForce, 'merger.not-merged', { absorbedId });
  const both = bothIn({ absorbedId, survivorId: inForce.survivor.id }, facts);
  obey([nobodyMergesThemselves], command, mergers, both);
  const data = { absorbed: inForce.absorbed, survivor: inForce.survivor };
  if (!inForce.proposedBy && !needsSecondPerson(both)) return [{ type: 'MergerUndone', data }];
  return proposing(mergers, { ...data, what: 'undoing' });
};

const mustBeASecondPerson = ({ actor }: Command, mergers: Mergers, { by }: Proposal): void =>
  must(personIn(mergers, actor.personId) !== personIn(mergers, by.id), 'merger.confirmed-by-proposer', {
    person: by.name,
  });

export const confirmMerger = (command: ConfirmMerger, mergers: Mergers, facts: MergerFacts): MergerEvent[] => {
  const { absorbedId } = command;
  const proposal = mergers.proposed.get(absorbedId);
  must(proposal, 'merger.none-proposed', { absorbedId });
  mustBeASecondPerson(command, mergers, proposal);
  const { absorbed, survivor, by: proposedBy, what } = proposal;
  const both = bothIn({ absorbedId, survivorId: survivor.id }, facts);
  obey(what === 'merging' ? mergerPolicies : [nobodyMergesThemselves], command, mergers, both);
  return [{ type: what === 'merging' ? 'PersonsMerged' : 'MergerUndone', data: { absorbed, survivor, proposedBy } }];
};

export const mergerDecisions = [
  onFacts(MergePersons, mergePersons, 'MergerProposed', 'PersonsMerged'),
  onFacts(UndoMerger, undoMerger, 'MergerProposed', 'MergerUndone'),
  onFacts(ConfirmMerger, confirmMerger, 'PersonsMerged', 'MergerUndone'),
];
