import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import grpc from '@grpc/grpc-js';
import type { Decision, Logged } from './event-log.js';

/** .NET counts time in ticks of 100 ns. */
const TICKS_PER_MS = 10_000;
const WRONG_VERSION = 'event_store.client.WrongExpectedVersion';

export const streamIdentifier = (name: string): shared.StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Uint8Array.from(Buffer.from(name, 'utf8')));

export const eventMessage = (event: Logged): streams.ReadResp => {
  const position = String(event.position);
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(event.id))
    .setStreamIdentifier(streamIdentifier(event.stream))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', String(event.created * TICKS_PER_MS));
  return new streams.ReadResp().setEvent(
    new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position),
  );
};

export const notFound = (stream: string): streams.ReadResp =>
  new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)),
  );

export const confirmation = (): streams.ReadResp =>
  new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('double'));

export const caughtUp = (): streams.ReadResp => new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());

export const appendAnswer = (decision: Decision): streams.AppendResp => {
  const response = new streams.AppendResp();
  if (decision.taken) {
    const at = String(decision.last.position);
    const position = new streams.AppendResp.Position().setCommitPosition(at).setPreparePosition(at);
    const revision = String(decision.last.revision);
    return response.setSuccess(new streams.AppendResp.Success().setCurrentRevision(revision).setPosition(position));
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (decision.current === undefined) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(decision.current));
  return response.setWrongExpectedVersion(wrong);
};

export const batchAnswer = (stream: string, decision: Decision): streams.BatchAppendResp => {
  const response = new streams.BatchAppendResp().setStreamIdentifier(streamIdentifier(stream));
  if (decision.taken) {
    const at = String(decision.last.position);
    const position = new shared.AllStreamPosition().setCommitPosition(at).setPreparePosition(at);
    const revision = String(decision.last.revision);
    return response.setSuccess(
      new streams.BatchAppendResp.Success().setCurrentRevision(revision).setPosition(position),
    );
  }
  const wrong = new shared.WrongExpectedVersion();
  if (decision.current === undefined) wrong.setCurrentNoStream(new empty.Empty());
  else wrong.setCurrentStreamRevision(String(decision.current));
  const details = new any.Any();
  details.pack(wrong.serializeBinary(), WRONG_VERSION);
  return response.setError(new status.Status().setMessage('WrongExpectedVersion').setDetails(details));
};

/** The refusal of a node that follows, naming the one that leads. */
export const notLeader = (port: number): grpc.ServiceError => {
  const metadata = new grpc.Metadata();
  metadata.set('exception', 'not-leader');
  metadata.set('leader-endpoint-host', '127.0.0.1');
  metadata.set('leader-endpoint-port', String(port));
  const details = 'Leader info available';
  return Object.assign(new Error(details), { code: grpc.status.NOT_FOUND, details, metadata });
};
