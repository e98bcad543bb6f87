import serverFeaturesService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import serverFeatures from '@eventstore/db-client/generated/serverfeatures_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import grpc from '@grpc/grpc-js';
import { type Clock, systemClock } from '#event-sourcing';
import { Network } from '../network.js';
import { appendOn, batchAppendOn, type Node } from './appending.js';
import { EventLog } from './event-log.js';
import { Faults } from './faults.js';
import { readOn } from './reading.js';

const UNLIMITED = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };

export interface DoubleOptions {
  readonly clock?: Clock;
  /** The log of another double, to play two nodes of one cluster. */
  readonly log?: EventLog;
}

/** Speaks the wire protocol of EventStoreDB on loopback from memory; proof of the adapter, not of a real server. */
export class EventStoreDbDouble implements Node {
  readonly faults = new Faults();
  readonly connections = new Network();
  readonly log: EventLog;
  port = 0;
  /** The port without the switchable connections in between, for measuring. */
  directPort = 0;
  leader: EventStoreDbDouble = this;
  #server: grpc.Server | undefined;

  private constructor({ clock = systemClock, log = new EventLog(clock) }: DoubleOptions) {
    this.log = log;
  }

  static async start(options: DoubleOptions = {}): Promise<EventStoreDbDouble> {
    const double = new EventStoreDbDouble(options);
    double.port = await double.connections.listen();
    await double.#serve();
    return double;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  readonly reset = () => this.connections.reset();
  readonly leaderPort = () => this.leader.port;

  /** As a crash would: connections break, what is only in memory of the process is gone, the log stays. */
  async restart(): Promise<void> {
    this.stop();
    await this.#serve();
  }

  stop(): void {
    this.connections.reset();
    this.#server?.forceShutdown();
    this.log.forgetRecent();
  }

  async close(): Promise<void> {
    this.#server?.forceShutdown();
    await this.connections.close();
  }

  async #serve(): Promise<void> {
    const server = new grpc.Server(UNLIMITED);
    server.addService(streamsService.StreamsService, {
      read: readOn(this),
      append: appendOn(this),
      batchAppend: batchAppendOn(this),
    });
    server.addService(serverFeaturesService.ServerFeaturesService, { getSupportedMethods: this.#features });
    this.directPort = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
    this.connections.target = this.directPort;
    this.#server = server;
  }

  readonly #features: grpc.handleUnaryCall<unknown, serverFeatures.SupportedMethods> = (_, callback) => {
    const batch = new serverFeatures.SupportedMethod()
      .setServiceName('event_store.client.streams.streams')
      .setMethodName('batchappend');
    callback(null, new serverFeatures.SupportedMethods().setEventStoreServerVersion('double').setMethodsList([batch]));
  };
}
