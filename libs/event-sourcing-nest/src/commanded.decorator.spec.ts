import 'reflect-metadata';
import { Readable } from 'node:stream';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, Min, ValidateNested } from 'class-validator';
import { Command, RuleBroken } from '#event-sourcing';
import { BadShape } from './bad-shape.js';
import { commandFrom } from './commanded.decorator.js';

class Part {
  @IsString() name!: string;
}

class AddNote extends Command {
  @IsString() text!: string;
  @IsOptional() @IsInt() @Min(1) weight?: number;
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => Part) parts?: Part[];
  @IsOptional() @IsString() roundId?: string;
}

class RateNote extends Command {
  static readonly unhashed: readonly string[] = ['mark'];
  @IsString() text!: string;
  @IsInt() mark!: number;
}

class DropNote extends Command {
  @IsString() text!: string;
}

const actor = { id: 'account-1', personId: 'person-1', name: '张三', roles: ['office'], client: 'spec' };
const UUID = /^[\da-f]{8}-[\da-f]{4}-[478][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

type Request = Parameters<typeof commandFrom>[1];
const request = (changes: Partial<Request> = {}): Request => ({
  actor,
  id: 'request-1',
  body: { text: '一' },
  params: {},
  headers: {},
  ...changes,
});
const made = (changes?: Partial<Request>) => commandFrom(AddNote, request(changes)) as AddNote;
const onThing = (headers: Request['headers'], params = { id: 'n1' }) => made({ params, headers });
const keyed = (key: string, changes: Partial<Request> = {}) =>
  made({ headers: { 'idempotency-key': key }, ...changes });

const refusal = (attempt: () => unknown): unknown => {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof RuleBroken) return error.code;
    if (error instanceof BadShape) return error.errors.map(({ field }) => field);
    throw error;
  }
};

describe('a request that becomes a command', () => {
  it('is an instance of its class with who, when and from which request', () => {
    const command = made();
    expect(command).toBeInstanceOf(AddNote);
    expect(command).toMatchObject({ text: '一', actor, correlationId: 'request-1' });
    expect(Math.abs(Date.parse(command.issuedAt) - Date.now())).toBeLessThan(60_000);
    expect(command.commandId).toMatch(UUID);
    expect(command.id).toMatch(UUID);
  });

  it('is refused to somebody who is not signed in, before its body is looked at', () => {
    expect(refusal(() => made({ actor: undefined, body: { wrong: true } }))).toBe('sign-in.required');
  });

  it('takes what the path says, also against the body', () => {
    expect(made({ params: { roundId: 'r1' }, body: { text: '一', roundId: 'other' } }).roundId).toBe('r1');
    const command = onThing({ 'if-match': '*' });
    expect(command.id).toBe('n1');
  });

  it.each(['id', 'actor', 'issuedAt', 'effectiveAt', 'commandId', 'commandHash', 'correlationId', 'expectedVersion'])(
    'cannot bring its own %s',
    (field) => {
      expect(refusal(() => made({ body: { text: '一', [field]: 'mine' } }))).toEqual([field]);
    },
  );

  it('names every wrong field, also within lists', () => {
    const body = { text: 7, weight: 0, parts: [{ name: 'a' }, { name: 1 }], colour: 'red' };
    expect(new Set(refusal(() => made({ body })) as string[])).toEqual(
      new Set(['text', 'weight', 'parts[1].name', 'colour']),
    );
  });

  it.each([
    ['a list', []],
    ['a text', 'x'],
    ['a number', 1],
    ['a stream', Readable.from(['{}'])],
    ['no plain object', new Map([['text', '一']])],
  ])('is refused when its body is %s', (_, body) => {
    expect(refusal(() => made({ body }))).toEqual(['']);
  });

  it('without a body is one with nothing in it', () => {
    expect(refusal(() => made({ body: undefined }))).toEqual(['text']);
  });
});

describe('a command on a thing that exists', () => {
  it.each([
    ['"7"', 7],
    ['W/"7"', 7],
    [' "0" ', 0],
    ['*', undefined],
  ])('takes If-Match %s as the version it was decided on', (header, version) => {
    expect(onThing({ 'if-match': header }).expectedVersion).toBe(version);
  });

  it('is refused without If-Match, and with one that is none', () => {
    expect(refusal(() => onThing({}))).toBe('request.if-match-required');
    for (const header of ['7', '""', '"-1"', '"a"', '"01"', '"00"', '"1", "2"', '', '"1234567890123456"']) {
      expect(refusal(() => onThing({ 'if-match': header }))).toBe('request.bad-if-match');
    }
  });

  it('asks for none when it makes a new thing', () => {
    expect(made({ headers: { 'if-match': '"7"' } }).expectedVersion).toBeUndefined();
  });
});

describe('an idempotency key', () => {
  it('gives the same command and thing to the same request', () => {
    const [first, again] = [keyed('k'), keyed('k')];
    expect([again.commandId, again.id, again.commandHash]).toEqual([first.commandId, first.id, first.commandHash]);
    expect(first.commandId).toMatch(UUID);
    expect(first.id).not.toBe(first.commandId);
  });

  it('absent makes every request one of its own, of the same content', () => {
    const [first, again] = [made(), made()];
    expect(again.commandId).not.toBe(first.commandId);
    expect(again.id).not.toBe(first.id);
    expect(again.commandHash).toBe(first.commandHash);
  });

  it('belongs to the account that used it', () => {
    expect(keyed('k', { actor: { ...actor, id: 'account-2' } }).commandId).not.toBe(keyed('k').commandId);
  });

  it('tells another body, target or command by its hash', () => {
    const { commandHash } = keyed('k', { params: { id: 'n1' }, headers: { 'if-match': '*' } });
    const others = [
      made({ params: { id: 'n1' }, headers: { 'if-match': '*' }, body: { text: '二' } }),
      made({ params: { id: 'n2' }, headers: { 'if-match': '*' } }),
      commandFrom(DropNote, request({ params: { id: 'n1' }, headers: { 'if-match': '*' } })),
    ];
    expect(others.filter((other) => other.commandHash === commandHash)).toEqual([]);
  });

  it('tells nothing by its hash of what the command keeps out of it', () => {
    const rated = (body: object) => commandFrom(RateNote, request({ body })) as RateNote;
    const marks = [1, 2, 3].map((mark) => rated({ text: '一', mark }));
    expect(marks.map(({ mark }) => mark)).toEqual([1, 2, 3]);
    expect(new Set(marks.map(({ commandHash }) => commandHash)).size).toBe(1);
    expect(rated({ text: '二', mark: 1 }).commandHash).not.toBe(marks[0]!.commandHash);
  });

  it('has 1 to 200 characters', () => {
    expect(refusal(() => keyed(''))).toBe('request.bad-idempotency-key');
    expect(refusal(() => keyed('k'.repeat(201)))).toBe('request.bad-idempotency-key');
    expect(keyed('k'.repeat(200)).commandId).toMatch(UUID);
  });
});
