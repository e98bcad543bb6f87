import { ServedProgram } from './served-program.js';

export interface Ready {
  readonly status: 'ready' | 'not-ready';
  readonly role: string;
  readonly leads: boolean;
  readonly head?: string;
  readonly views?: readonly { readonly view: string; readonly checkpoint: string }[];
}

/** `rectify serve` in one role, as a process of its own. */
export class RoleProcess {
  private constructor(private readonly program: ServedProgram) {}

  static async start(environment: Readonly<Record<string, string>>): Promise<RoleProcess> {
    return new RoleProcess(await ServedProgram.start({ environment }));
  }

  /** Standard output so far. */
  get said(): string {
    return this.program.said;
  }

  get url(): string {
    return this.program.url;
  }

  async ready(): Promise<Ready> {
    return (await fetch(`${this.url}/health/ready`)).json() as Promise<Ready>;
  }

  /** SIGSTOP, SIGCONT, or an end that is waited for. */
  async signal(signal: NodeJS.Signals): Promise<void> {
    if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') return this.program.end(signal);
    if (!this.program.ended) this.program.child.kill(signal);
  }
}
