import type { Answered } from './malformed-lines.js';

export interface Tally {
  readonly codes: Map<string, number>;
  readonly faults: string[];
  /** Ids of requests that were refused. */
  readonly refused: Set<string>;
}

export const newTally = (): Tally => ({ codes: new Map(), faults: [], refused: new Set() });

interface Told {
  readonly status?: number;
  readonly code?: string;
  readonly instance?: string;
}

const problemIn = ({ status, headers, body }: Answered): Told | undefined => {
  if (!headers['content-type']?.startsWith('application/problem+json')) return undefined;
  try {
    const told = JSON.parse(body) as Told;
    return told.status === status ? told : undefined;
  } catch {
    return undefined;
  }
};

interface Exchanged {
  readonly method: string;
  readonly sent: Uint8Array;
  readonly answer: Answered | undefined;
}

const faultIn = ({ method, answer }: Exchanged): string | undefined => {
  if (!answer || answer.status < 400) return undefined;
  const { status, headers, body } = answer;
  if (status >= 500 && !(status === 503 && headers['retry-after'])) return `${status} ${body.slice(0, 300)}`;
  if (method === 'HEAD' || problemIn(answer)) return undefined;
  return `${status} is no problem+json: ${headers['content-type']} ${body.slice(0, 200)}`;
};

/** Counts what was answered, and keeps what should not have been. */
export const note = ({ codes, faults, refused }: Tally, exchanged: Exchanged): void => {
  const { sent, answer } = exchanged;
  const fault = faultIn(exchanged);
  if (fault) faults.push(`${Buffer.from(sent).toString('latin1').slice(0, 300)} => ${fault}`);
  const { code = '', instance } = (answer && problemIn(answer)) ?? {};
  if (instance) refused.add(instance);
  const told = answer ? `${answer.status} ${code}`.trim() : 'cut';
  codes.set(told, (codes.get(told) ?? 0) + 1);
};
