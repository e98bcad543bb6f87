import { ArrayMinSize, ArrayUnique, IsIn, IsInt, IsOptional, Max, Min, ValidateIf } from 'class-validator';
import { IsId, RectificationCommand } from '../commands.js';
import type { Named } from './events.js';

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

const AreLevels = () => together(IsIn(['unit', 'office'], { each: true }), ArrayMinSize(1), ArrayUnique());
const IsWay = () => together(IsOptional(), IsIn(['sign-offs', 'meeting']));
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

  /** Filled by its preparation: the body named, when there is such a one. */
  bodies?: readonly DecidingBody[];
}

export class ChangePlanPolicy extends PolicyCommand {}

export class ChangeClosurePolicy extends PolicyCommand {
  @AreLevels()
  endorsements!: ('unit' | 'office')[];
}
