import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What happens to a request, and to the connection that carries it. */
export type NetworkFault =
  | 'reset before it arrives'
  /** It arrives; its answer does not. */
  | 'reset before the answer'
  /** It never arrives, and neither side hears again of the other. */
  | 'half-open before it arrives'
  | 'half-open before the answer';

interface Waiting {
  readonly fault: NetworkFault;
  readonly hits: (request: Buffer) => boolean;
}

interface Line {
  readonly client: Socket;
  readonly server: Socket;
  /** The next answer is not passed on; what happens instead. */
  answer?: 'reset' | 'silence';
  silent: boolean;
}

/** A loopback port in front of a server, which stays while the server restarts, and a line whose faults are chosen. */
export class Network {
  readonly #lines = new Set<Line>();
  readonly #waiting: Waiting[] = [];
  readonly #listener = createServer((client) => this.#join(client));
  target = 0;
  port = 0;
  /** How long everything is on its way, in milliseconds. */
  latencyMs = 0;
  /** Everything arrives in pieces of so many bytes; 0 is as sent. */
  sliceBytes = 0;

  async listen(): Promise<number> {
    await once(this.#listener.listen(0, '127.0.0.1'), 'listening');
    return (this.port = (this.#listener.address() as AddressInfo).port);
  }

  get open(): number {
    return this.#lines.size;
  }

  /** Faults that no request has met yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Each of the next requests that `hits` meets one. */
  inject(fault: NetworkFault, hits: Waiting['hits'] = () => true, times = 1): void {
    for (let n = 0; n < times; n++) this.#waiting.push({ fault, hits });
  }

  reset(): void {
    for (const line of this.#lines) this.#reset(line);
  }

  /** Nothing is slow, cut or silent any more; connections that were silent are gone. */
  heal(): void {
    [this.latencyMs, this.sliceBytes] = [0, 0];
    this.#waiting.length = 0;
    for (const line of this.#lines) if (line.silent) this.#reset(line);
  }

  async close(): Promise<void> {
    this.reset();
    await new Promise((resolve) => this.#listener.close(resolve));
  }

  #join(client: Socket): void {
    const server = connect(this.target, '127.0.0.1');
    const line: Line = { client, server, silent: false };
    this.#lines.add(line);
    this.#pass(line, client, (chunk) => this.#request(line, chunk));
    this.#pass(line, server, (chunk) => this.#answered(line, chunk));
  }

  #pass(line: Line, from: Socket, handle: (chunk: Buffer) => Promise<void> | void): void {
    const to = from === line.client ? line.server : line.client;
    from.setNoDelay(true);
    from.on('data', (chunk) => {
      const handled = handle(chunk);
      if (!handled) return;
      from.pause();
      void handled.then(() => from.resume());
    });
    from.on('end', () => line.silent || to.end());
    from.on('error', () => line.silent || to.destroy());
    from.on('close', () => {
      // Who left a silent line is gone for this side only.
      if (line.silent) return;
      this.#lines.delete(line);
      to.destroy();
    });
  }

  #request(line: Line, chunk: Buffer): Promise<void> | void {
    const at = this.#waiting.findIndex(({ hits }) => !line.silent && hits(chunk));
    const fault = at < 0 ? undefined : this.#waiting.splice(at, 1)[0]!.fault;
    if (fault === 'reset before it arrives') return this.#reset(line);
    if (fault === 'half-open before it arrives') line.silent = true;
    if (fault === 'reset before the answer') line.answer = 'reset';
    if (fault === 'half-open before the answer') line.answer = 'silence';
    if (!line.silent) return this.#carry(line.server, chunk);
  }

  #answered(line: Line, chunk: Buffer): Promise<void> | void {
    if (line.answer === 'reset') return this.#reset(line);
    if (line.answer === 'silence') line.silent = true;
    if (!line.silent) return this.#carry(line.client, chunk);
  }

  #carry(to: Socket, chunk: Buffer): Promise<void> | void {
    if (this.latencyMs > 0 || this.sliceBytes > 0) return this.#carrySlowly(to, chunk);
    if (!to.write(chunk)) return once(to, 'drain').then(nothing, nothing);
  }

  async #carrySlowly(to: Socket, chunk: Buffer): Promise<void> {
    if (this.latencyMs > 0) await pause(this.latencyMs);
    const size = this.sliceBytes || chunk.length;
    for (let from = 0; from < chunk.length && !to.destroyed; from += size) {
      to.write(chunk.subarray(from, from + size));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #reset(line: Line): void {
    this.#lines.delete(line);
    line.silent = false;
    line.client.resetAndDestroy();
    line.server.resetAndDestroy();
  }
}

const nothing = (): void => undefined;
