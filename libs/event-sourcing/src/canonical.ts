const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]));
};

/** JSON with sorted keys and without absent fields: equal content gives equal text. Plain data only. */
export const canonical = (value: unknown): string => JSON.stringify(sorted(value));

export const alike = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
