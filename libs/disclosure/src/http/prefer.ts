/** RFC 7240: whether the client would rather be answered at once than with what becomes of its request. */
export const respondsAsync = (prefer: string | string[] | undefined): boolean =>
  [prefer ?? []]
    .flat()
    .join(',')
    .split(',')
    .some((preference) => preference.split(';')[0]!.trim().toLowerCase() === 'respond-async');
