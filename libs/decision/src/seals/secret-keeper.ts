/** Keeps secrets apart from the events: they can be destroyed, events cannot. Every write is durable. */
export interface SecretKeeper {
  /** Keeps `fresh` under the name unless there is one already; answers the one that is kept. */
  secret(name: string, fresh: string): Promise<string>;
  /** Destroys what is kept under the name, if anything is. */
  forget(name: string): Promise<void>;
}
