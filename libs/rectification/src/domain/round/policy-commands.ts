import { ArrayMinSize, ArrayUnique, IsInt, IsOptional, Max, Min, ValidateIf } from 'class-validator';
import { IsId, IsOneOf } from '#shapes';
import { RectificationCommand } from '../commands.js';

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
