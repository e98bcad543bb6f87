import type { Event, Recorded } from '#event-sourcing';

interface Named {
  readonly sha256: string;
}

const isFile = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && 'sha256' in value && 'mediaType' in value && 'size' in value;

/** SHA-256 of the evidence files that an event names: itself is about one, or it has a list of them. */
export const evidenceOf = ({ data }: Pick<Recorded<Event>, 'data'>): readonly string[] => {
  const { files } = data as { readonly files?: unknown };
  return [data, ...(Array.isArray(files) ? (files as unknown[]) : [])].filter(isFile).map(({ sha256 }) => sha256);
};
