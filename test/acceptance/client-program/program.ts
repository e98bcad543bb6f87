import { type Client, createClient, createConfig } from './rectify/client/index.js';
import { findIssue, listIssues, openSession, readEvents, reportProgress, roundReport } from './rectify/index.js';

const baseUrl = process.env['RECTIFY_URL'] ?? 'http://localhost:3000';

/** Whatever is refused is thrown: a problem with its code. */
const signedIn = async (login: string): Promise<{ client: Client; throwOnError: true }> => {
  const body = { login, password: 'Shifan-2023-Zhenggai' };
  const { data } = await openSession({ client: createClient(createConfig({ baseUrl })), throwOnError: true, body });
  return { client: createClient(createConfig({ baseUrl, auth: data.accessToken })), throwOnError: true };
};
const office = await signedIn('office');
const reporter = await signedIn('reporter-building');

const { data: ledger } = await listIssues({ ...office, query: { asOf: '2023-11-30', total: true, limit: 50 } });
const issue = ledger.items.find(({ status }) => status === 'long-term');
if (!issue) throw new Error('no issue of this page is under long-term rectification');
console.log(`${ledger.total} issues; number ${issue.number}, ${issue.percent} %, at version ${issue.version}`);

const report = {
  path: { id: issue.id },
  headers: { 'If-Match': `"${issue.version}"`, 'Idempotency-Key': crypto.randomUUID() },
  body: { narrative: '又有2宗地块补办完用地手续。', percent: 75 },
};
const { data: receipt } = await reportProgress({ ...reporter, ...report });
const { data: again } = await reportProgress({ ...reporter, ...report });
console.log(`taken at version ${receipt.version}, position ${receipt.position}; repeated: ${again.repeated}`);

const { data: own } = await findIssue({ ...reporter, path: { id: issue.id }, query: { after: receipt.position } });
console.log(`read back: ${own.percent} %, at version ${own.version}`);

for (let [cursor, seen] = [ledger.at.position, ledger.at.position]; BigInt(seen) < BigInt(receipt.position);) {
  const { data: page } = await readEvents({ ...office, query: { cursor } });
  for (const { position, type, stream } of page.items) console.log(`event ${position}: ${type} of ${stream}`);
  [cursor, seen] = [page.next, page.items.at(-1)?.position ?? receipt.position];
}

const { response } = await roundReport({
  ...office,
  path: { id: issue.roundId },
  query: { asOf: '2023-11-30', format: 'docx' },
  parseAs: 'stream',
});
console.log(`report: ${(await response.arrayBuffer()).byteLength} bytes, ${response.headers.get('content-type')}`);
