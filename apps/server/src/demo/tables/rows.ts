import type { Role } from '#identity';

/** The four units that lead issues; each has a head and a reporter. */
export type LeadUnit = 'general' | 'party' | 'economy' | 'building';

export type UnitKey = LeadUnit | 'committee' | 'service' | 'clerks' | 'inspection';

export interface UnitRow {
  readonly key: UnitKey;
  readonly name: string;
  readonly under?: UnitKey;
}

export interface PersonRow {
  readonly login: string;
  readonly name: string;
  readonly post: string;
  readonly unit: UnitKey;
  readonly role: Role;
}

export interface IssueRow {
  readonly text: string;
  readonly class: 'immediate' | 'phased' | 'continuous';
  /** Acceptance criterion. */
  readonly standard: string;
  readonly unit: LeadUnit;
  readonly support?: readonly UnitKey[];
  /** A working day; absent: the issue is under long-term rectification. */
  readonly closedOn?: string;
  readonly measures: readonly string[];
  /** Name, value, unit of measure. */
  readonly figure?: readonly [string, number, string];
}

export interface HeadingRow {
  readonly title: string;
  readonly issues: readonly IssueRow[];
}

export interface AreaRow {
  readonly title: string;
  readonly headings: readonly HeadingRow[];
}

export interface TaskRow {
  readonly title: string;
  /** Numbers of the issues it serves; the first one's lead unit does it. */
  readonly issues: readonly number[];
  readonly measure: string;
}
