import { type Engine, Overloaded } from '#event-sourcing';

/** What is put on record of refusals and readings, so that attempts are known; nothing of the business is changed by it. */
export const ON_RECORD: ReadonlySet<string> = new Set([
  'FailSignIn',
  'RecordKeyRefusal',
  'RecordKeyUse',
  'RecordReading',
  'RecordRefusal',
]);

/**
 * While it is dry, the store takes nothing but what is put on record: what a command would have stored is let go
 * at the very last step, behind guard, shape, preparation and decision. One thing thus serves every cell of its state, and
 * a request that should have been refused is caught before it leaves a trace.
 */
export class DryStore {
  /** Ids of the requests whose events reached the store. */
  readonly reached = new Set<string>();

  constructor(private readonly engine: Engine) {}

  begin(): void {
    const { commits } = this.engine;
    const taking = commits.append.bind(commits);
    commits.append = (append) => {
      const events = append.flatMap((one) => one.events);
      if (events.every(({ metadata }) => ON_RECORD.has(metadata.command))) return taking(append);
      for (const { metadata } of events) this.reached.add(metadata.correlationId);
      return Promise.reject(new Overloaded());
    };
  }

  end(): void {
    Reflect.deleteProperty(this.engine.commits, 'append');
  }
}
