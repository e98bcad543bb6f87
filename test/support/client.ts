import { describedAnswersOf } from './program.js';

export interface Answer {
  readonly status: number;
  // What a route answers is checked by the story that reads it.
  // oxlint-disable-next-line typescript/no-explicit-any -- JSON of many routes
  readonly body: any;
  readonly headers: Headers;
}

export interface CommandOptions {
  /** `*` when absent. */
  readonly ifMatch?: string | null;
  readonly key?: string;
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

interface Written {
  readonly type?: string;
  readonly content?: string | Uint8Array<ArrayBuffer>;
}

const written = (body: unknown): Written => {
  if (body === undefined) return {};
  if (body instanceof Uint8Array) return { type: 'application/octet-stream', content: new Uint8Array(body) };
  return { type: 'application/json', content: JSON.stringify(body) };
};

const pathOf = (path: string): string => (path.startsWith('/') ? path : `/api/v1/${path}`);

const bodyOf = (mediaType: string, text: string): unknown => (mediaType.endsWith('json') ? JSON.parse(text) : text);

const isExpired = ({ body }: Answer): boolean => body?.code === 'proof.needed' && body.details.why === 'expired';

/** By server, the furthest position that any client of this spec file had a receipt of. */
const writtenUntil = new Map<string, bigint>();

const remember = (url: string, { method }: Sent, body: unknown): void => {
  const { position } = ((method === 'GET' ? undefined : body) as { readonly position?: unknown }) ?? {};
  if (typeof position !== 'string') return;
  const reached = BigInt(position);
  if (reached > (writtenUntil.get(url) ?? -1n)) writtenUntil.set(url, reached);
};

/** Speaks HTTP as any API client would; nothing of the program's own code. Throws at an answer that is not as described. */
export class Client {
  #proof: Promise<string | undefined> | undefined;
  #password: string | undefined;

  constructor(
    private readonly url: string,
    private readonly token?: string,
    private readonly program?: string,
  ) {}

  /** Whoever knows it proves who they are wherever a decision asks for that. */
  knowing(password: string | undefined): this {
    this.#password = password;
    return this;
  }

  /** The same person through a program that says its name. */
  through(program: string): Client {
    return new Client(this.url, this.token, program).knowing(this.#password);
  }

  /** The same session, of which nobody knows the password. */
  withoutPassword(): Client {
    return new Client(this.url, this.token, this.program);
  }

  /** Once for as long as it is valid; undefined when whoever asks is not let prove anything. */
  prove(): Promise<string | undefined> {
    const asked = { method: 'POST', path: 'me/proof', body: { password: this.#password }, headers: {} };
    return (this.#proof ??= this.#send(asked).then(({ body }) => (body as { proof?: string }).proof));
  }

  /** With a proof where one is asked for, unless the headers have one. */
  async send(method: string, path: string, body?: unknown, headers: Sent['headers'] = {}): Promise<Answer> {
    const sent = { method, path, body, headers };
    if (!(await this.#isAskedForProof(sent))) return this.#send(sent);
    const answer = await this.#sendProved(sent);
    if (!isExpired(answer)) return answer;
    this.#proof = undefined;
    return this.#sendProved(sent);
  }

  async #isAskedForProof({ method, path, headers }: Sent): Promise<boolean> {
    if (!this.#password || 'x-rectify-proof' in headers) return false;
    return (await describedAnswersOf(this.url))?.asksProof(method, pathOf(path)) ?? false;
  }

  async #sendProved(sent: Sent): Promise<Answer> {
    const proof = await this.prove();
    return this.#send({ ...sent, headers: { ...sent.headers, ...(proof ? { 'x-rectify-proof': proof } : {}) } });
  }

  async #send({ method, path, body: sent, headers }: Sent): Promise<Answer> {
    const { type, content } = written(sent);
    const response = await fetch(`${this.url}${pathOf(path)}`, {
      method,
      headers: { ...this.#identity(), ...(type ? { 'content-type': type } : {}), ...headers },
      body: content,
    });
    const text = await response.text();
    const [mediaType = ''] = (response.headers.get('content-type') ?? '').split(';');
    const { status } = response;
    const answered = { method, path: pathOf(path), status, mediaType, body: bodyOf(mediaType, text) };
    (await describedAnswersOf(this.url))?.expectAsDescribed(answered);
    remember(this.url, { method, path, headers }, answered.body);
    return { status, body: answered.body, headers: response.headers };
  }

  /** What says who sends a request, for those sent by other means. */
  get headers(): Record<string, string> {
    return this.#identity();
  }

  #identity(): Record<string, string> {
    return {
      ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      ...(this.program ? { 'x-rectify-client': this.program } : {}),
    };
  }

  /** A command that must be taken; answers its receipt. What it enters late has a reason. */
  async do(path: string, body: object, options: CommandOptions = {}): Promise<Answer['body']> {
    const answer = await this.try(path, 'effectiveOn' in body ? { reason: '补录', ...body } : body, options);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** A command whose refusal is of interest, too. */
  try(path: string, body: object, { ifMatch = '*', key }: CommandOptions = {}): Promise<Answer> {
    return this.send('POST', path, body, {
      ...(ifMatch === null ? {} : { 'if-match': ifMatch }),
      ...(key ? { 'idempotency-key': key } : {}),
    });
  }

  /** Of at least what this spec file wrote: views follow the log. `send` asks for a path just as it is. */
  async get(path: string): Promise<Answer['body']> {
    const answer = await this.send('GET', await this.#afterWhatWasWritten(path));
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** A file as it comes down, untouched. */
  async download(path: string): Promise<Uint8Array> {
    const whole = pathOf(await this.#afterWhatWasWritten(path));
    const response = await fetch(`${this.url}${whole}`, { headers: this.#identity() });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  async #afterWhatWasWritten(path: string): Promise<string> {
    const reached = writtenUntil.get(this.url);
    if (reached === undefined || /[?&]after=/.test(path)) return path;
    if (!(await describedAnswersOf(this.url))?.takesAfter(pathOf(path))) return path;
    return `${path}${path.includes('?') ? '&' : '?'}after=${reached}`;
  }

  async signIn(login: string, password: string): Promise<Client> {
    const { accessToken } = await this.do('session', { login, password });
    return new Client(this.url, accessToken).knowing(password);
  }

  /** Changes the one-time password, as the first sign-in asks for. */
  async firstSignIn(login: string, oneTimePassword: string, password: string): Promise<Client> {
    const first = await this.signIn(login, oneTimePassword);
    await first.do('me/password', { current: oneTimePassword, next: password });
    return this.signIn(login, password);
  }
}
