import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends the lines as they are, byte by byte, where no HTTP client would; answers what came back until the server cut the line. */
export const rawRequest = (url: string, requestLine: string, lines: readonly string[]): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    const parts: Buffer[] = [];
    socket.on('data', (part) => parts.push(part));
    socket.once('error', reject);
    socket.once('end', () => {
      const [head = '', body = ''] = Buffer.concat(parts).toString().split('\r\n\r\n');
      const [first = '', ...fields] = head.split('\r\n');
      const headers = fields.map((field) => /^([^:]+): ?(.*)$/.exec(field)!).map(([, name, value]) => [name!, value!]);
      resolve({
        status: Number(first.split(' ')[1]),
        headers: new Map(headers.map(([name, value]) => [name!.toLowerCase(), value!])),
        body: body.startsWith('{') ? JSON.parse(body) : {},
      });
    });
    socket.write([`${requestLine} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...lines, '', ''].join('\r\n'));
  });
