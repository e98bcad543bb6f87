// Preloaded into a server: its event store answers up to 5 s before the commit. Only the negative control may do so.
import { Client } from 'pg';

const DELAY_MS = 5_000;
const { query } = Client.prototype;

Client.prototype.query = function queryLate(config, ...more) {
  if (config?.name === 'append' && !this.uncommitted) {
    this.uncommitted = true;
    query.call(this, 'BEGIN').catch(() => undefined);
    setTimeout(() => {
      this.uncommitted = false;
      query.call(this, 'COMMIT').catch(() => undefined);
    }, DELAY_MS);
  }
  return query.call(this, config, ...more);
};
