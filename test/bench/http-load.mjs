// One load of requests in a thread of its own; answers with taken requests per second.
import { parentPort, workerData } from 'node:worker_threads';
import autocannon from 'autocannon';

const { url, paths, token, body, connections, seconds } = workerData;
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': '*' };
let told = 0;
// Each request says something new: what is already so would be stored by nobody.
const setupRequest = (request) => ({ ...request, body: body.replace('13次', `${(told += 1)}次`) });
const requests = paths.map((path) => ({ method: 'POST', path, headers, body, setupRequest }));
const result = await autocannon({ url, connections, duration: seconds, requests });
if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} broken`);
parentPort.postMessage({ rate: result['2xx'] / result.duration, taken: result['2xx'] });
