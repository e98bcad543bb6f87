// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';

/** 党纪政务处分 / 组织处理 / 诫勉 / 移交 / 批评教育 / 书面检查 */
export type AccountabilityKind =
  'discipline' | 'organisational' | 'admonition' | 'referral' | 'criticism' | 'self-criticism';

/** What is to be said of a regulation; '' and null where there is none. */
export interface RegulationFields {
  readonly kind: 'made' | 'revised';
  readonly title: string;
  readonly documentNumber: string;
  readonly date: string | null;
}
export interface AccountabilityFields {
  readonly kind: AccountabilityKind;
  readonly number: number;
}
/** Fen. */
export interface RecoveryFields {
  readonly amount: number;
}

/** Event id of the entry that is corrected; also of one that was corrected before. */
interface Corrects {
  readonly corrects: string;
}
type Corrected<Fields> = Corrects & { readonly from: Partial<Fields>; readonly to: Partial<Fields> };

export type RegulationCorrected = Event<'RegulationCorrected', Corrected<RegulationFields>>;
export type RegulationWithdrawn = Event<'RegulationWithdrawn', Corrects>;
export type AccountabilityCorrected = Event<'AccountabilityCorrected', Corrected<AccountabilityFields>>;
export type AccountabilityWithdrawn = Event<'AccountabilityWithdrawn', Corrects>;
export type RecoveryCorrected = Event<'RecoveryCorrected', Corrected<RecoveryFields>>;
export type RecoveryWithdrawn = Event<'RecoveryWithdrawn', Corrects>;

export type EntryEvent =
  | RegulationCorrected
  | RegulationWithdrawn
  | AccountabilityCorrected
  | AccountabilityWithdrawn
  | RecoveryCorrected
  | RecoveryWithdrawn;

/** What a delivered report says of one issue, as far as it is corrected. */
export interface IssueFields {
  readonly area?: string;
  readonly heading?: string;
  readonly text?: string;
  readonly class?: 'immediate' | 'phased' | 'continuous';
  readonly criteria?: readonly string[];
}

/** The text as it was delivered stays in the event of the delivery, which `corrects` names. */
export type IssueCorrected = Event<
  'IssueCorrected',
  { readonly corrects: string; readonly from: IssueFields; readonly to: IssueFields }
>;
