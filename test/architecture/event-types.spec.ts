import { readFileSync } from 'node:fs';
import type { CatalogueEntry } from '../../apps/server/src/event-catalogue.js';
import { eventsDocument } from '../support/events-document.js';
import { type RunningServer, startServer } from '../support/server.js';
import frozen from './event-names.json' with { type: 'json' };

const plain = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---').trim();

describe('the catalogue of event types', () => {
  let server: RunningServer;
  let catalogue: readonly CatalogueEntry[];
  beforeAll(async () => {
    server = await startServer();
    catalogue = (await server.admin.get('event-types')).items;
  });
  afterAll(() => server.stop());

  it('names every type that the code stores, once, and none that it does not', () => {
    expect(catalogue.map(({ type }) => type).sort()).toEqual(frozen);
  });

  it('says what each means in both languages, and by which command it comes about', () => {
    const decided = new Set([
      'ScheduleCommands',
      'SettleCommand',
      'ParkInput',
      'ParkCommand',
      ...server.engine.commands.map(({ name }) => name),
    ]);
    for (const { type, zh, en, by } of catalogue) {
      expect([type, zh]).toEqual([type, expect.stringMatching(/^\p{Script=Han}+$/u)]);
      expect([type, en]).toEqual([type, expect.stringMatching(/^[A-Z][\x20-\x7e]+$/)]);
      expect([type, by.length > 0, by.filter(({ command }) => !decided.has(command))]).toEqual([type, true, []]);
    }
  });

  it('misses no command that stores something', () => {
    const named = new Set(catalogue.flatMap(({ by }) => by.map(({ command }) => command)));
    expect(server.engine.commands.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
    const causeless = catalogue.filter(({ by }) => by.length === 0);
    expect(
      causeless.map(({ type }) => `${type}: say it behind the decision that gives it: on(…, …, '${type}')`),
    ).toEqual([]);
  });

  it('names the command of everything that was stored here', async () => {
    const causes = new Map(catalogue.map(({ type, by }) => [type, by.map(({ command }) => command)]));
    const unsaid = (await server.engine.events('0', 1_000)).filter(
      ({ type, metadata }) => !causes.get(type)?.includes(metadata.command),
    );
    expect(unsaid.map(({ type, metadata: { command } }) => `on(${command}, …, '${type}')`)).toEqual([]);
  });

  it('tells the version in which each is stored', async () => {
    const stored = await server.engine.events('0', 1_000);
    const versions = new Map(catalogue.map(({ type, schemaVersion }) => [type, schemaVersion]));
    expect(stored.length).toBeGreaterThan(5);
    for (const { type, schemaVersion } of stored) expect([type, schemaVersion]).toEqual([type, versions.get(type)]);
    expect([versions.get('ProgressReported'), versions.get('IssueDelivered')]).toEqual([2, 1]);
  });

  it('is published as the code has it', () => {
    expect(plain(readFileSync('docs/events.md', 'utf8'))).toBe(plain(eventsDocument(catalogue)));
  });
});
