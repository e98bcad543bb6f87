/** What an error tells a reader of the log. Its other properties stay out: drivers hang rows and whole requests on them. */
export interface ErrorFields {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: ErrorFields;
  readonly errors?: readonly ErrorFields[];
}

const DEEPEST = 4;
const MOST_ERRORS = 5;

interface Thrown extends Error {
  readonly code?: unknown;
  readonly errors?: unknown;
}

const isError = (value: unknown): value is Thrown =>
  typeof value === 'object' && value !== null && 'message' in value && 'stack' in value;

const codeOf = ({ code }: Thrown): string | undefined =>
  typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;

const beneath = ({ cause, errors }: Thrown, depth: number): Pick<ErrorFields, 'cause' | 'errors'> => ({
  cause: cause === undefined ? undefined : errorFields(cause, depth),
  errors: Array.isArray(errors) ? errors.slice(0, MOST_ERRORS).map((one) => errorFields(one, depth)) : undefined,
});

export const errorFields = (error: unknown, depth = 1): ErrorFields => {
  if (!isError(error)) return { type: typeof error, message: String(error) };
  const { name, message, stack } = error;
  const own = { type: name, message, code: codeOf(error), stack };
  return depth < DEEPEST ? { ...own, ...beneath(error, depth + 1) } : own;
};
