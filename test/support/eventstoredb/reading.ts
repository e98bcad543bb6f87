import { setTimeout as pause } from 'node:timers/promises';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type grpc from '@grpc/grpc-js';
import type { Node } from './appending.js';
import { type EventLog, type Logged, STEP } from './event-log.js';
import type { Injected } from './faults.js';
import { caughtUp, confirmation, eventMessage, notFound, notLeader } from './messages.js';

type Call = grpc.ServerWritableStream<streams.ReadReq, streams.ReadResp>;
type Options = streams.ReadReq.Options;

const BACKWARDS = 1;

/** The index in the log of the first event at or behind a position. */
const indexAt = (position: string): number => Math.max(0, Math.ceil(Number(position) / STEP) - 1);

const passes = (options: Options): ((event: Logged) => boolean) => {
  const filter = options.getFilter();
  const expression = filter?.getEventType() ?? filter?.getStreamIdentifier();
  if (!filter || !expression) return () => true;
  const what = (event: Logged) => (filter.hasEventType() ? event.type : event.stream);
  const prefixes = expression.getPrefixList();
  if (prefixes.length > 0) return (event) => prefixes.some((prefix) => what(event).startsWith(prefix));
  const regex = new RegExp(expression.getRegex());
  return (event) => regex.test(what(event));
};

const ofStream = (log: EventLog, options: Options): readonly Logged[] | string => {
  const from = options.getStream()!;
  const name = Buffer.from(from.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8');
  const events = log.stream(name);
  if (events.length === 0) return name;
  const revision = Number(from.getRevision());
  if (options.getReadDirection() !== BACKWARDS) return from.hasRevision() ? events.slice(revision) : events;
  return (from.hasRevision() ? events.slice(0, revision + 1) : events).toReversed();
};

const ofAll = (log: EventLog, options: Options): readonly Logged[] => {
  const from = options.getAll()!;
  const count = Number(options.getCount());
  const index = indexAt(from.getPosition()?.getCommitPosition() ?? '0');
  if (options.getReadDirection() !== BACKWARDS) return log.all.slice(index, index + count);
  const end = from.hasPosition() ? index : log.all.length;
  return log.all.slice(Math.max(0, end - count), end).toReversed();
};

const read = (call: Call, log: EventLog, options: Options): void => {
  const events = options.hasStream() ? ofStream(log, options) : ofAll(log, options);
  if (typeof events === 'string') call.write(notFound(events));
  else for (const event of events.slice(0, Number(options.getCount()))) call.write(eventMessage(event));
  call.end();
};

/** Follows $all: what lies behind the position first, then what comes, each event once and in order. */
const follow = (call: Call, log: EventLog, options: Options): void => {
  const wanted = passes(options);
  const from = options.getAll()!;
  const position = from.getPosition()?.getCommitPosition();
  const start = from.hasEnd() ? log.all.length : position === undefined ? 0 : indexAt(position) + 1;
  call.write(confirmation());
  for (const event of log.all.slice(start).filter(wanted)) call.write(eventMessage(event));
  call.write(caughtUp());
  const stop = log.onAppended((event) => {
    if (wanted(event)) call.write(eventMessage(event));
  });
  call.on('cancelled', () => {
    stop();
    call.end();
  });
  call.on('close', stop);
};

const faultyAnswer = async (call: Call, node: Node, { fault, delayMs }: Injected): Promise<void> => {
  if (fault === 'silent') return;
  if (fault === 'half-closed') call.end();
  else if (fault === 'not leader') call.emit('error', notLeader(node.leaderPort()));
  else if (fault.startsWith('reset')) node.reset();
  else {
    await pause(delayMs);
    answer(call, node);
  }
};

const answer = (call: Call, { log }: Node): void => {
  const options = call.request.getOptions()!;
  if (options.hasSubscription()) follow(call, log, options);
  else read(call, log, options);
};

export const readOn =
  (node: Node): grpc.handleServerStreamingCall<streams.ReadReq, streams.ReadResp> =>
  (call) => {
    const subscribes = call.request.getOptions()!.hasSubscription();
    const injected = (subscribes ? node.faults.take('subscribe') : undefined) ?? node.faults.take('read');
    call.on('error', () => undefined);
    if (injected) void faultyAnswer(call, node, injected);
    else answer(call, node);
  };
