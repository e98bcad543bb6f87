import type { RequirementWaived } from '../events.js';

/** What a closure asks for, or one criterion of it. */
export type Requirement = Pick<RequirementWaived['data'], 'requirement' | 'criterion'>;

/** Of one and the same requirement. */
export const isOf = (one: Requirement, other: Requirement): boolean =>
  one.requirement === other.requirement && one.criterion === other.criterion;
