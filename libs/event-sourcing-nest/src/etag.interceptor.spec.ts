import 'reflect-metadata';
import { Controller, Get, UseInterceptors } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { EtagInterceptor } from './etag.interceptor.js';

@Controller()
@UseInterceptors(EtagInterceptor)
class Answers {
  @Get('versioned') versioned() {
    return { version: 7, text: '一' };
  }
  @Get('new') fresh() {
    return { version: 0 };
  }
  @Get('worded') worded() {
    return { version: 'seven' };
  }
  @Get('list') list() {
    return [{ version: 7 }];
  }
  @Get('nothing') nothing() {
    return null;
  }
}

describe('an answer', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    const module = await Test.createTestingModule({ controllers: [Answers] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.init();
  });
  afterAll(() => app.close());
  const etag = async (url: string) => (await app.inject({ method: 'GET', url })).headers['etag'];

  it('with the version of a stream carries it as ETag, and is otherwise as it was', async () => {
    const answer = await app.inject({ method: 'GET', url: '/versioned' });
    expect([answer.headers['etag'], answer.json()]).toEqual(['"7"', { version: 7, text: '一' }]);
    expect(await etag('/new')).toBe('"0"');
  });

  it('without one carries none', async () => {
    for (const url of ['/worded', '/list', '/nothing']) expect(await etag(url)).toBeUndefined();
  });
});
