import type { Command } from '#event-sourcing';
import { must, type Policy } from './commands.js';
import type { DecidedBySignOffs, Signature } from './issue/events.js';
import type { BySignOffs, ByMeeting, Named } from './round/events.js';

/** Who may sign where the policy names a body: its entitled members on the day, none of a dissolved one. */
export interface Signatories {
  readonly body: Named;
  readonly entitled: readonly string[];
}

interface Signing {
  /** Absent: whoever leads. */
  readonly signatories?: Signatories;
}

export const onlyALeaderDecides: Policy<Command, unknown> = ({ actor }) =>
  actor.roles.includes('leader') ? undefined : { code: 'issue.not-leader', details: { roles: actor.roles } };

interface Led {
  readonly leaders: ReadonlySet<string>;
}

/** 责任领导 answers for the rectification, and does not say of it that it is done. */
export const theResponsibleLeaderNeverDecidesTheClosure: Policy<Command, Led> = ({ actor }, { leaders }) =>
  leaders.has(actor.personId) ? 'issue.responsible-leader-decides' : undefined;

export const onlyAnEntitledMemberSigns: Policy<Command, unknown, Signing> = ({ actor }, _, { signatories }) => {
  if (!signatories || signatories.entitled.includes(actor.personId)) return undefined;
  const { body, entitled } = signatories;
  return { code: 'sign-off.not-entitled', details: { person: actor.name, body: body.name, entitled: entitled.length } };
};

/** Where a meeting decides nobody signs: the refusal names the body whose meeting it is. */
export const mustBeSignedOff = (
  policy: BySignOffs | ByMeeting,
  code: 'issue.decided-by-meeting' | 'waiver.decided-by-meeting' | 'plan.decided-by-meeting',
): BySignOffs => {
  const { way, body } = policy;
  must(policy.way === 'sign-offs', code, { way, body: body?.name, bodyId: body?.id });
  return policy;
};

export const signatureOf = ({ actor: { personId, name, post, unit } }: Command): Signature => ({
  personId,
  name,
  post,
  unit,
});

/** The signature as one of so many, and the decision once enough have signed. */
export const signedOff = (command: Command, { required }: BySignOffs, before: readonly Signature[]) => {
  const signature = signatureOf(command);
  const signatures = [...before, signature];
  const decided: DecidedBySignOffs = { way: 'sign-offs', required, signatures };
  return {
    step: { signature, count: signatures.length, required },
    decided: signatures.length >= required ? decided : undefined,
  };
};

/** The first signature begins anew, whatever was signed before. */
export const withSignature = (
  signatures: readonly Signature[],
  { signature, count }: { readonly signature: Signature; readonly count: number },
): readonly Signature[] => {
  // Two registrations of one person sign once.
  const others = signatures.filter(({ personId }) => personId !== signature.personId);
  return count === 1 ? [signature] : [...others, signature];
};
