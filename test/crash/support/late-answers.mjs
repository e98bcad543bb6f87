// Preloaded into a server: whatever it answers leaves late, so that to end at once is to leave work without an answer.
import { ServerResponse } from 'node:http';

const DELAY_MS = 60;
const { end } = ServerResponse.prototype;

ServerResponse.prototype.end = function endLate(...parts) {
  setTimeout(() => end.apply(this, parts), DELAY_MS);
  return this;
};
