import type { Event, Recorded } from '#event-sourcing';
import { entryOf, leafOf } from './entry.js';

const event: Recorded<Event> = {
  id: '0f3b8a52-6f0e-8d11-a2b4-5c6d7e8f9a0b',
  type: 'ProgressReported',
  schemaVersion: 2,
  data: { percent: 60, narrative: '已学习13次' },
  metadata: {
    actor: { id: 'a-1', personId: 'p-1', name: '李明', post: '科长', roles: ['reporter'], client: 'browser' },
    reason: '补录',
    effectiveAt: '2023-10-31T15:59:59.999Z',
    correlationId: 'c-1',
    causationId: 'c-1',
    command: 'ReportProgress',
    commandId: 'k-1',
    commandHash: 'h-1',
    salt: 'AAECAwQFBgcICQoLDA0ODw',
  },
  stream: 'issue-1',
  version: 3,
  position: '17',
  recordedAt: '2023-11-01T01:02:03.004Z',
};

describe('the entry of an event', () => {
  it('has this form for ever', () => {
    expect(entryOf(event, 16)).toBe(
      '{"form":1,"id":"0f3b8a52-6f0e-8d11-a2b4-5c6d7e8f9a0b","index":16,"metadata":{"actor":{"client":"browser",' +
        '"id":"a-1","name":"李明","personId":"p-1","post":"科长","roles":["reporter"]},"causationId":"c-1",' +
        '"command":"ReportProgress","commandHash":"h-1","commandId":"k-1","correlationId":"c-1",' +
        '"effectiveAt":"2023-10-31T15:59:59.999Z","reason":"补录"},"payload":{"alg":"sha256","digest":' +
        `"b7314545de11ea7182e8ba33ecbd91a0dcad2b4ec357dfc572d411090fa317ea"},"recordedAt":"2023-11-01T01:02:03.004Z","schemaVersion":2,"stream":"issue-1",` +
        '"type":"ProgressReported","version":3}',
    );
    expect(leafOf(event, 16).toString('hex')).toBe('615b32084c85257b7a1afabc99c13a792c1145b907a6f57d44f2c58a8405b742');
  });

  it('is the same where another store counts its positions otherwise', () => {
    expect(leafOf({ ...event, position: '90210' }, 16)).toEqual(leafOf(event, 16));
  });

  it.each<[string, Partial<Recorded<Event>>, number?]>([
    ['who', { metadata: { ...event.metadata, actor: { ...event.metadata.actor, name: '李鸣' } } }],
    ['what', { data: { percent: 61, narrative: '已学习13次' } }],
    ['when it happened', { metadata: { ...event.metadata, effectiveAt: '2023-10-30T15:59:59.999Z' } }],
    ['when it was recorded', { recordedAt: '2023-11-01T01:02:03.005Z' }],
    ['why', { metadata: { ...event.metadata, reason: undefined } }],
    ['the salt', { metadata: { ...event.metadata, salt: undefined } }],
    ['the stream', { stream: 'issue-2' }],
    ['the version', { version: 4 }],
    ['the type', { type: 'ProgressReporteD' }],
    ['the version of its shape', { schemaVersion: 1 }],
    ['the id', { id: '0f3b8a52-6f0e-8d11-a2b4-5c6d7e8f9a0c' }],
    ['its place', {}, 17],
  ])('is another when %s is', (_, other, index = 16) => {
    expect(leafOf({ ...event, ...other }, index)).not.toEqual(leafOf(event, 16));
  });

  it('does not hold the payload', () => {
    expect(entryOf(event, 16)).not.toContain('已学习');
  });
});
