import { setTimeout as pause } from 'node:timers/promises';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type shared from '@eventstore/db-client/generated/shared_pb.js';
import type grpc from '@grpc/grpc-js';
import type { Decision, EventLog, ExpectedRevision, Proposed } from './event-log.js';
import type { Fault, Faults, Injected } from './faults.js';
import { appendAnswer, batchAnswer, notLeader } from './messages.js';

/** What one server knows of its surroundings. */
export interface Node {
  readonly log: EventLog;
  readonly faults: Faults;
  readonly reset: () => void;
  readonly leaderPort: () => number;
}

interface Write {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: Proposed[];
}

type Answer = Decision | 'nothing' | 'an end' | 'not leader';

const WITHOUT_COMMIT: Partial<Record<Fault, Answer>> = {
  silent: 'nothing',
  'half-closed': 'an end',
  'not leader': 'not leader',
  'reset before commit': 'nothing',
};

const faultyAnswer = async (node: Node, write: Write, { fault, delayMs }: Injected): Promise<Answer> => {
  if (fault === 'reset before commit') node.reset();
  const refusal = WITHOUT_COMMIT[fault];
  if (refusal) return refusal;
  if (fault === 'slow') await pause(delayMs);
  const decision = node.log.append(write.stream, write.expected, write.events);
  if (fault === 'reset after commit') node.reset();
  return fault === 'slow' ? decision : 'nothing';
};

/** Decides one write, or meets the fault that waits for it. */
const answer = async (node: Node, write: Write): Promise<Answer> => {
  const injected = node.faults.take('append');
  return injected ? faultyAnswer(node, write, injected) : node.log.append(write.stream, write.expected, write.events);
};

type Message = streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage;

const proposed = (message: Message): Proposed => ({
  id: message.getId()!.getString(),
  type: message.getMetadataMap().get('type')!,
  contentType: message.getMetadataMap().get('content-type')!,
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

const expectedOf = (options: streams.AppendReq.Options): ExpectedRevision => {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasRevision() ? Number(options.getRevision()) : 'any';
};

const expectedOfBatch = (options: streams.BatchAppendReq.Options): ExpectedRevision => {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasStreamPosition() ? Number(options.getStreamPosition()) : 'any';
};

const nameOf = (options: streams.AppendReq.Options | streams.BatchAppendReq.Options): string =>
  Buffer.from(options.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8');

export const appendOn = (node: Node): grpc.handleClientStreamingCall<streams.AppendReq, streams.AppendResp> => {
  type Callback = grpc.sendUnaryData<streams.AppendResp>;
  const reply = async (write: Write, callback: Callback): Promise<void> => {
    const given = await answer(node, write);
    if (given === 'not leader') callback(notLeader(node.leaderPort()));
    else if (typeof given === 'object') callback(null, appendAnswer(given));
    // An answer that says neither yes nor no is the nearest that this call has to a half-closed stream.
    else if (given === 'an end') callback(null, new streams.AppendResp());
  };
  return (call, callback) => {
    let write: Write = { stream: '', expected: 'any', events: [] };
    call.on('error', () => undefined);
    call.on('data', (request: streams.AppendReq) => {
      const options = request.getOptions();
      if (options) write = { stream: nameOf(options), expected: expectedOf(options), events: [] };
      const message = request.getProposedMessage();
      if (message) write.events.push(proposed(message));
    });
    call.on('end', () => void reply(write, callback));
  };
};

type BatchCall = grpc.ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

export const batchAppendOn = (
  node: Node,
): grpc.handleBidiStreamingCall<streams.BatchAppendReq, streams.BatchAppendResp> => {
  const reply = async (call: BatchCall, write: Write, correlation: shared.UUID): Promise<void> => {
    const given = await answer(node, write);
    if (given === 'an end') call.end();
    else if (given === 'not leader') call.emit('error', notLeader(node.leaderPort()));
    else if (typeof given === 'object') call.write(batchAnswer(write.stream, given).setCorrelationId(correlation));
  };
  return (call) => {
    const writes = new Map<string, Write>();
    call.on('error', () => undefined);
    call.on('end', () => call.end());
    call.on('data', (request: streams.BatchAppendReq) => {
      const correlation = request.getCorrelationId()!;
      const options = request.getOptions();
      const begun = writes.get(correlation.getString());
      const write = begun ?? { stream: nameOf(options!), expected: expectedOfBatch(options!), events: [] };
      writes.set(correlation.getString(), write);
      write.events.push(...request.getProposedMessagesList().map(proposed));
      if (!request.getIsFinal()) return;
      writes.delete(correlation.getString());
      void reply(call, write, correlation);
    });
  };
};
