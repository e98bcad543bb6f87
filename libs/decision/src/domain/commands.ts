import 'reflect-metadata';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsOptional, ValidateNested } from 'class-validator';
import * as Rules from '#event-sourcing';
import { IsOneOf, IsText, IsTextOrEmpty } from '#shapes';
import type { DecisionProblem } from './problems.js';
import { matters } from './rules/rule-set.js';

// The words in which commands and rules of this context are written: shapes, matters, refusals.
export { Type } from 'class-transformer';
export {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
export { IsId, IsName, IsOneOf, IsPlainDate, IsSha256, IsText } from '#shapes';
export type { DecisionProblem } from './problems.js';
export type { Matter } from './rules/rule-set.js';

export type Refusal = Rules.Refusal<DecisionProblem>;
export type Policy<C, State, Facts = unknown> = Rules.Policy<DecisionProblem, C, State, Facts>;
export const must: Rules.Must<DecisionProblem> = Rules.must;
export const { obey, unless } = Rules;

const all =
  (...decorators: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };

export const IsMatter = (): PropertyDecorator => IsOneOf(matters);

export const AreMatters = (): PropertyDecorator =>
  all(IsArray(), IsOneOf(matters, { each: true }), ArrayMinSize(1), ArrayUnique());

export const AreSome = (body: new () => object, least: number): PropertyDecorator =>
  all(
    IsArray(),
    ArrayMinSize(least),
    ArrayMaxSize(200),
    ValidateNested({ each: true }),
    Type(() => body),
  );

/** Decorated fields are the body; a field without decorator is filled by the server and refused in a body. */
export abstract class DecisionCommand extends Rules.Command {
  @IsOptional() @IsTextOrEmpty(2000) override reason?: string;
}

/** Must say why. */
export abstract class ReasonedCommand extends Rules.Command {
  @IsText(2000) override reason!: string;
}
