import 'reflect-metadata';
import { Controller, Module, Param, Query, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { IsIn, IsString } from 'class-validator';
import { Asks } from './act.decorator.js';
import { asks, declare } from './acts/act.js';
import { PageQuery } from './moment.query.js';

const said = { roles: 'signed-in', scopes: [], delegable: false, recorded: false } as const;
const acts = declare('notes', {
  ListNotes: asks<object>('列表', 'List notes', said),
  ReadNote: asks<object>('查看', 'Read a note', said),
});

class NotesQuery extends PageQuery {
  @IsString() topic!: string;
  @IsIn(['a', 'b']) shelf!: string;
}

@Controller('notes')
class Notes {
  @Asks(acts.ListNotes) list(@Query() _query: NotesQuery, @Req() _request: object): object {
    return {};
  }
  @Asks(acts.ReadNote, ':id') read(@Param('id') _id: string): object {
    return {};
  }
}

@Module({ controllers: [Notes] })
class NotesModule {}

describe('a query in the API description', () => {
  const described = async () => {
    const app = await NestFactory.create(NotesModule, new FastifyAdapter(), { logger: false });
    const document = SwaggerModule.createDocument(app, new DocumentBuilder().build());
    await app.close();
    return document.paths;
  };
  const parameters = async (path: string) => {
    const found = ((await described())[path]!.get!.parameters ?? []) as {
      name: string;
      in: string;
      required?: boolean;
      schema?: object;
    }[];
    return new Map(found.map((one) => [one.name, one]));
  };

  it('has a parameter for each field of its class and of the classes above it', async () => {
    const found = await parameters('/notes');
    expect([...found.keys()].sort()).toEqual(['after', 'asOf', 'cursor', 'knownAt', 'limit', 'shelf', 'topic']);
    expect(new Set([...found.values()].map((one) => one.in))).toEqual(new Set(['query']));
  });

  it('says which are required, and what they may be, as the validators do', async () => {
    const found = await parameters('/notes');
    expect(
      [...found.values()]
        .filter(({ required }) => required)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['shelf', 'topic']);
    expect(found.get('limit')!.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 500 });
    expect(found.get('shelf')!.schema).toMatchObject({ enum: ['a', 'b'] });
    expect(found.get('asOf')!.schema).toMatchObject({ type: 'string', pattern: expect.stringContaining('\\d{4}') });
  });

  it('has the parameters of its path alone when it has no class', async () => {
    const found = await parameters('/notes/{id}');
    expect([...found.values()].map((one) => [one.name, one.in])).toEqual([['id', 'path']]);
  });
});
