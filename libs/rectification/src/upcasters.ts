import type { Upcaster } from '#event-sourcing';
import type { ProgressReported } from './domain/issue/events.js';

type ProgressReportedV1 = Omit<ProgressReported['data'], 'figures'> & {
  readonly figures: Readonly<Record<string, number>>;
};

/** Version 1 stated neither unit nor day of a figure: both stay empty rather than guessed. */
const withUnitAndDay = (data: ProgressReportedV1): ProgressReported['data'] => ({
  ...data,
  figures: Object.entries(data.figures).map(([name, value]) => ({ name, value, unit: '', on: '' })),
});

export const rectificationUpcasters: readonly Upcaster[] = [
  { type: 'ProgressReported', from: 1, upcast: withUnitAndDay },
];
