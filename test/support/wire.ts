import { Agent, request } from 'node:http';

export interface Sent {
  readonly method: string;
  /** From the root; sent letter by letter. */
  readonly path: string;
  readonly token?: string;
  readonly body?: object | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Told {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const written = (body: object | Uint8Array | undefined): { type?: string; content?: string | Uint8Array } => {
  if (body === undefined) return {};
  if (body instanceof Uint8Array) return { type: 'application/octet-stream', content: body };
  return { type: 'application/json', content: JSON.stringify(body) };
};

/** HTTP with as little of a client as there can be, on lines that stay open, for thousands of requests. */
export class Wire {
  readonly #agent: Agent;

  constructor(
    private readonly url: string,
    readonly lines = 8,
  ) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: lines });
  }

  ask({ method, path, token, body, headers = {} }: Sent): Promise<Told> {
    const { type, content } = written(body);
    const identity = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const length = content === undefined ? {} : { 'content-length': String(Buffer.byteLength(content)) };
    const sent = { ...identity, ...(type ? { 'content-type': type } : {}), ...length, ...headers };
    return new Promise((resolve, reject) => {
      const asked = request(`${this.url}${path}`, { method, agent: this.#agent, headers: sent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode!,
            type: answer.headers['content-type'] ?? '',
            text: Buffer.concat(chunks).toString(),
          }),
        );
      });
      asked.on('error', reject);
      asked.end(content);
    });
  }

  /** Each with as many at a time as there are lines. */
  async each<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> {
    const left = things.values();
    const line = async () => {
      for (const thing of left) await work(thing);
    };
    await Promise.all(Array.from({ length: this.lines }, line));
  }

  close(): void {
    this.#agent.destroy();
  }
}
