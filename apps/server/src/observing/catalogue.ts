/** One metric of our own: what the program registers and what the operations manual says of it. */
export interface Described {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly name: string;
  readonly unit: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly buckets?: readonly number[];
}

const SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048];
const FLUSH_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const REQUEST_SECONDS = [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Values of labels are names from the program, never from a request or an event. */
export const catalogue = {
  flushSeconds: {
    type: 'histogram',
    name: 'rectify_append_flush_duration_seconds',
    unit: 'seconds',
    help: 'From handing a batch of appends to the event store until its answer, which is durable.',
    labelNames: ['store'],
    buckets: FLUSH_SECONDS,
  },
  flushAppends: {
    type: 'histogram',
    name: 'rectify_append_batch_appends',
    unit: 'appends',
    help: 'Appends that one flush took together.',
    labelNames: ['store'],
    buckets: SIZES,
  },
  flushEvents: {
    type: 'histogram',
    name: 'rectify_append_batch_events',
    unit: 'events',
    help: 'Events that one flush took together.',
    labelNames: ['store'],
    buckets: SIZES,
  },
  conflicts: {
    type: 'counter',
    name: 'rectify_append_conflicts_total',
    unit: 'appends',
    help: 'Appends refused by the event store because somebody else had appended to the stream first.',
    labelNames: ['store'],
  },
  failures: {
    type: 'counter',
    name: 'rectify_append_failures_total',
    unit: 'appends',
    help: 'Appends that the event store could not take, or of which it is unknown whether it did.',
    labelNames: ['store'],
  },
  lostRaces: {
    type: 'counter',
    name: 'rectify_lost_races_total',
    unit: 'races',
    help: 'Commands overtaken on their stream: decided again (end="decided-again") or, after the third time, given up (end="given-up").',
    labelNames: ['end'],
  },
  overloads: {
    type: 'counter',
    name: 'rectify_append_overloads_total',
    unit: 'appends',
    help: 'Appends refused because as many were waiting as RECTIFY_QUEUE_LIMIT allows.',
    labelNames: [],
  },
  queueLength: {
    type: 'gauge',
    name: 'rectify_append_queue_length',
    unit: 'appends',
    help: 'Appends waiting for the next flush.',
    labelNames: [],
  },
  commands: {
    type: 'counter',
    name: 'rectify_commands_total',
    unit: 'commands',
    help:
      'Commands by name and outcome: taken, unchanged (the thing was so already), repeated (the first receipt again) ' +
      'or refused, then with the kind of its problem code.',
    labelNames: ['command', 'outcome', 'kind'],
  },
  requestSeconds: {
    type: 'histogram',
    name: 'rectify_http_request_duration_seconds',
    unit: 'seconds',
    help:
      'From the head of a request until its answer was handed over, by method, route pattern and class of status; ' +
      '"aborted" when the client left before. Event streams are not counted.',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_SECONDS,
  },
  viewLagEvents: {
    type: 'gauge',
    name: 'rectify_view_lag_events',
    unit: 'events',
    help:
      'Events not yet in the view. On EventStoreDB, whose positions leave gaps, they are counted up to 1000: there 1000 ' +
      'means 1000 or more.',
    labelNames: ['view'],
  },
  viewLagSeconds: {
    type: 'gauge',
    name: 'rectify_view_lag_seconds',
    unit: 'seconds',
    help: 'Age of the oldest event not yet in the view; 0 when it has all.',
    labelNames: ['view'],
  },
  viewState: {
    type: 'gauge',
    name: 'rectify_view_state',
    unit: '0 or 1',
    help:
      'Whether a generation of the view is live, building or failed; told only by the process that keeps the views. ' +
      'A view that is built anew is live and building.',
    labelNames: ['view', 'state'],
  },
  leads: {
    type: 'gauge',
    name: 'rectify_projector_leads',
    unit: '0 or 1',
    help: 'Whether this process keeps the views and runs the processes now.',
    labelNames: [],
  },
  openIntents: {
    type: 'gauge',
    name: 'rectify_process_intents_open',
    unit: 'commands',
    help: 'Commands that processes intend and have not settled, most of them for a later day.',
    labelNames: [],
  },
  overdueIntents: {
    type: 'gauge',
    name: 'rectify_process_intents_overdue',
    unit: 'commands',
    help: 'Those of them whose time has come.',
    labelNames: [],
  },
  processFailures: {
    type: 'counter',
    name: 'rectify_process_failures_total',
    unit: 'tries',
    help: 'Times that following events for the processes (loop="listen") or sending their commands (loop="send") failed and is tried again.',
    labelNames: ['loop'],
  },
  parkedTargets: {
    type: 'gauge',
    name: 'rectify_process_targets_parked',
    unit: 'targets',
    help: 'Facts and commands for which targets of the process are set aside until a restart; their decisions are not carried out.',
    labelNames: ['process'],
  },
  parkings: {
    type: 'counter',
    name: 'rectify_process_parkings_total',
    unit: 'targets',
    help: 'Times that this process of the program set a target of the process aside.',
    labelNames: ['process'],
  },
  cachedStates: {
    type: 'gauge',
    name: 'rectify_cached_states',
    unit: 'streams',
    help: 'Folded streams in memory, at most RECTIFY_CACHED_STATES.',
    labelNames: [],
  },
  sealedEvents: {
    type: 'gauge',
    name: 'rectify_history_sealed_events',
    unit: 'events',
    help: 'Events that the tree over the history holds, as far as this process knows.',
    labelNames: [],
  },
  historyDamaged: {
    type: 'gauge',
    name: 'rectify_history_damaged',
    unit: '0 or 1',
    help: 'Whether the stored history is not as it was written; then nothing is taken.',
    labelNames: [],
  },
  evidenceDamaged: {
    type: 'gauge',
    name: 'rectify_evidence_damaged_files',
    unit: 'files',
    help: 'Evidence files that were found damaged or missing when somebody asked for them.',
    labelNames: [],
  },
  storeUp: {
    type: 'gauge',
    name: 'rectify_store_up',
    unit: '0 or 1',
    help: 'Whether the store of events or of views answered this scrape within 2 seconds. Without it there is no lag.',
    labelNames: ['store'],
  },
} as const satisfies Readonly<Record<string, Described>>;
