import { ErrorType, isCommandError } from '@eventstore/db-client';
import { HistoryRefused, StoreUnavailable } from '#event-sourcing';

/** Answers of a server that understood: the connection is sound, and nothing was written. */
const ANSWERS: ReadonlySet<string> = new Set([
  ErrorType.WRONG_EXPECTED_VERSION,
  ErrorType.STREAM_NOT_FOUND,
  ErrorType.STREAM_DELETED,
  ErrorType.ACCESS_DENIED,
  ErrorType.INVALID_ARGUMENT,
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
]);

const typeOf = (error: unknown): ErrorType | undefined =>
  error instanceof Error && isCommandError(error) ? error.type : undefined;

/** gRPC's code of a call that reached the server and failed in there: the connection is sound. */
const FAILED_AT_THE_SERVER = 2;

/** Also to a read of the whole log from a position at which no event stands; of an append it says nothing. */
export const hasFailedAtTheServer = (error: unknown): boolean =>
  typeOf(error) === ErrorType.UNKNOWN && (error as { readonly code?: number }).code === FAILED_AT_THE_SERVER;

export const isAnswer = (error: unknown): boolean => ANSWERS.has(typeOf(error) ?? '');

export const isWrongVersion = (error: unknown): boolean => typeOf(error) === ErrorType.WRONG_EXPECTED_VERSION;

export const isUnknownStream = (error: unknown): boolean => typeOf(error) === ErrorType.STREAM_NOT_FOUND;

const RECONNECTS: ReadonlySet<string> = new Set([ErrorType.UNAVAILABLE, ErrorType.CANCELLED, ErrorType.NOT_LEADER]);

/**
 * The client has closed the channel by itself and goes on with a new one, to the leader if the error names it; a fresh
 * client would start at the follower again.
 */
export const clientReconnects = (error: unknown): boolean => RECONNECTS.has(typeOf(error) ?? '');

/** What the caller is told of a failure: too much for the server's setting, or no use of the store now. */
export const asStoreError = (error: unknown): Error => {
  const known = [StoreUnavailable, HistoryRefused, RangeError].some((kind) => error instanceof kind);
  if (known) return error as Error;
  const message = error instanceof Error ? error.message : String(error);
  if (typeOf(error) === ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED) {
    return new RangeError(
      `一次写入超过事件库的上限,请拆分或调大 MaxAppendSize / ` +
        `the append is larger than the server takes; split it or raise MaxAppendSize: ${message}`,
    );
  }
  return new StoreUnavailable(`EventStoreDB: ${message}`, { cause: error });
};
