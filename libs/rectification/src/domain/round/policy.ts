import { ArrayMinSize, ArrayUnique, IsInt, IsOptional, Max, Min, ValidateIf } from 'class-validator';
import { alike, type Command, onFacts } from '#event-sourcing';
import { IsId, IsOneOf } from '#shapes';
import { RectificationCommand, must, obey } from '../commands.js';
import type { ByMeeting, BySignOffs, ClosurePolicy, Named, PlanPolicy, RoundEvent } from './events.js';
import { aChangeOfRulesGivesItsReason, type Round } from './state.js';
import { changesWhoDecides, takesTwoLeaders, type ProposedPolicy } from './strength.js';
import { signatureOf } from '../sign-offs.js';

interface Asked {
  readonly way?: 'sign-offs' | 'meeting';
  readonly required?: number;
  readonly bodyId?: string;
}

const together =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };

const AreLevels = () => together(IsOneOf(['unit', 'office'], { each: true }), ArrayMinSize(1), ArrayUnique());

const IsWay = () => together(IsOptional(), IsOneOf(['sign-offs', 'meeting']));

const IsRequired = () =>
  together(
    ValidateIf(({ way, required, bodyId }: Asked) => required !== undefined || (way !== 'meeting' && !bodyId)),
    IsInt(),
    Min(1),
    Max(15),
  );

const IsBodyId = () =>
  together(
    ValidateIf(({ way, bodyId }: Asked) => bodyId !== undefined || way === 'meeting'),
    IsId(),
  );

export class PlanPolicyBody {
  /** `sign-offs` unless it says otherwise. */
  @IsWay()
  way?: 'sign-offs' | 'meeting';

  /** With sign-offs: how many sign; may be left out where the body's own rules say it. */
  @IsRequired()
  required?: number;

  /** Whose meeting decides; with sign-offs: whose entitled members sign. */
  @IsBodyId()
  bodyId?: string;
}

export class ClosurePolicyBody extends PlanPolicyBody {
  @AreLevels()
  endorsements!: ('unit' | 'office')[];
}

abstract class PolicyCommand extends RectificationCommand {
  static readonly underAuthority = true;

  @IsWay()
  way?: 'sign-offs' | 'meeting';

  @IsRequired()
  required?: number;

  @IsBodyId()
  bodyId?: string;
}

export class ChangePlanPolicy extends PolicyCommand {}

export class ChangeClosurePolicy extends PolicyCommand {
  @AreLevels()
  endorsements!: ('unit' | 'office')[];
}

/** A body as the decision context knows it when the command is taken. */
export interface DecidingBody extends Named {
  readonly dissolved: boolean;
  readonly competence: readonly string[];
  readonly way: 'sign-offs' | 'meeting';
  /** With sign-offs: how many sign. */
  readonly required?: number;
  /** Persons who are entitled members on the day. */
  readonly entitled: readonly string[];
}

/** Of a command that names deciding bodies. */
export interface PolicyFacts {
  /** Those of the bodies named that exist. */
  readonly bodies: readonly DecidingBody[];
}

type Bodies = readonly DecidingBody[];

const competentBody = ({ bodyId, way = 'sign-offs' }: PlanPolicyBody, matter: string, bodies: Bodies): DecidingBody => {
  const body = bodies.find(({ id }) => id === bodyId);
  const field = 'bodyId';
  must(body, 'policy.body-unknown', { field, bodyId });
  const { name, competence } = body;
  must(!body.dissolved, 'policy.body-dissolved', { field, body: name });
  must(competence.includes(matter), 'policy.body-not-competent', { field, body: name, matter, competence });
  must(body.way === way, 'policy.body-decides-otherwise', { field, body: name, asked: way, decides: body.way });
  return body;
};

const signedByMembers = (asked: PlanPolicyBody, body: DecidingBody): BySignOffs => {
  const { id, name, entitled, required: least = 1 } = body;
  const { required = least } = asked;
  const details = { field: 'required', body: name, required, least, entitled: entitled.length };
  must(required >= least, 'policy.fewer-than-the-body-requires', details);
  must(required <= entitled.length, 'policy.more-than-can-sign', details);
  return { way: 'sign-offs', required, body: { id, name } };
};

/** A body named must be there, competent for the matter, and decide in the way asked for. */
export const decidingOf = (asked: PlanPolicyBody, matter: string, bodies: Bodies): BySignOffs | ByMeeting => {
  const { way, required, bodyId } = asked;
  if (way !== 'meeting' && bodyId === undefined) return { way: 'sign-offs', required: required! };
  const body = competentBody(asked, matter, bodies);
  if (way !== 'meeting') return signedByMembers(asked, body);
  must(required === undefined, 'policy.meeting-takes-no-number', { field: 'required', required, body: body.name });
  return { way, body: { id: body.id, name: body.name } };
};

export const closurePolicyOf = (asked: ClosurePolicyBody, bodies: Bodies): ClosurePolicy => {
  const endorsements = (['unit', 'office'] as const).filter((level) => asked.endorsements.includes(level));
  const details = { field: 'endorsements', endorsements: asked.endorsements };
  must(alike(endorsements, asked.endorsements), 'round.endorsements-out-of-order', details);
  return { endorsements, ...decidingOf(asked, 'closure', bodies) };
};

interface Change<P extends PlanPolicy> {
  readonly from: P;
  readonly to: P;
  readonly needsAnother: boolean;
  readonly proposed?: ProposedPolicy<P>;
}

/** That others or fewer shall decide is a proposal until another leader asks for the same. */
const agreedOn = <P extends PlanPolicy>(command: Command, { from, to, needsAnother, proposed }: Change<P>) => {
  if (!needsAnother) return { changed: { from, to } };
  const asked = proposed && alike(proposed.to, to) ? proposed.by : undefined;
  if (!asked) return { proposal: { from, to, proposedBy: signatureOf(command) } };
  return asked.personId === command.actor.personId ? {} : { changed: { from, to, proposedBy: asked } };
};

export const changeClosurePolicy = (
  command: ChangeClosurePolicy,
  round: Round,
  { bodies }: PolicyFacts,
): RoundEvent[] => {
  must(round.opened, 'round.unknown', { id: command.id });
  const { closurePolicy: from, proposedPolicy: proposed } = round;
  const to = closurePolicyOf(command, bodies);
  if (alike(from, to)) return [];
  obey([aChangeOfRulesGivesItsReason], command, round);
  const { changed, proposal } = agreedOn(command, { from, to, needsAnother: takesTwoLeaders(from, to), proposed });
  if (proposal) return [{ type: 'ClosurePolicyChangeProposed', data: proposal }];
  return changed ? [{ type: 'ClosurePolicyChanged', data: changed }] : [];
};

export const changePlanPolicy = (command: ChangePlanPolicy, round: Round, { bodies }: PolicyFacts): RoundEvent[] => {
  must(round.opened, 'round.unknown', { id: command.id });
  const { planPolicy: from, proposedPlanPolicy: proposed } = round;
  const to = decidingOf(command, 'plan', bodies);
  if (alike(from, to)) return [];
  obey([aChangeOfRulesGivesItsReason], command, round);
  const { changed, proposal } = agreedOn(command, { from, to, needsAnother: changesWhoDecides(from, to), proposed });
  if (proposal) return [{ type: 'PlanPolicyChangeProposed', data: proposal }];
  return changed ? [{ type: 'PlanPolicyChanged', data: changed }] : [];
};

export const policyDecisions = [
  onFacts(ChangeClosurePolicy, changeClosurePolicy, 'ClosurePolicyChanged', 'ClosurePolicyChangeProposed'),
  onFacts(ChangePlanPolicy, changePlanPolicy, 'PlanPolicyChanged', 'PlanPolicyChangeProposed'),
];
