export const refused = (zh: string, en: string) => ({ kind: 'refused', zh, en }) as const;
export const forbidden = (zh: string, en: string) => ({ kind: 'forbidden', zh, en }) as const;
export const unknown = (zh: string, en: string) => ({ kind: 'unknown', zh, en }) as const;
export const invalid = (zh: string, en: string) => ({ kind: 'invalid', zh, en }) as const;
