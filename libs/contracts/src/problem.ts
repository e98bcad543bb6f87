/** What went wrong, in the reader's terms; the rim turns the kind into an HTTP status. */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'unknown'
  | 'not-allowed'
  | 'refused'
  | 'stale'
  | 'too-large'
  | 'unsupported'
  | 'unprocessable'
  | 'precondition-required'
  | 'too-many'
  | 'unavailable'
  | 'failed';

export interface ProblemText {
  readonly kind: ProblemKind;
  readonly zh: string;
  readonly en: string;
}

/** Codes with their texts, as each context declares them. */
export type ProblemTexts = Readonly<Record<string, ProblemText>>;

export const problemStatus: Readonly<Record<ProblemKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  unknown: 404,
  'not-allowed': 405,
  refused: 409,
  stale: 412,
  'too-large': 413,
  unsupported: 415,
  unprocessable: 422,
  'precondition-required': 428,
  'too-many': 429,
  unavailable: 503,
  failed: 500,
};

/** The body of every error: RFC 9457 with a stable code and, where a rule said no, its numbers. */
export interface Problem {
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly titleEn: string;
  readonly code: string;
  readonly detail?: string;
  readonly instance?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** For a wrong shape: which field, and what was expected of it. */
  readonly errors?: readonly FieldError[];
}

export interface FieldError {
  readonly field: string;
  readonly message: string;
}
