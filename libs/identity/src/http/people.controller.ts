import { Controller, Param, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Found, Listed, Versioned } from '#contracts';
import { type Receipt, streamName } from '#event-sourcing';
import { Asks, Commanded, Does, MomentQuery, Views } from '#event-sourcing-nest';
import { identityActs } from '../acts.js';
import { ConfirmMerger, MergePersons, UndoMerger } from '../domain/merger/merging.js';
import { CorrectPerson, RegisterPerson } from '../domain/person/registration.js';
import { HoldPost, LeavePost } from '../domain/person/appointment.js';
import { personDecider } from '../domain/person/person.js';
import { listPeople, people, type PersonRow } from '../projections/people.js';
import { PeopleQuery } from './queries.js';

@Controller('api/v1/people')
@ApiTags('people 人员')
export class PeopleController {
  constructor(
    private readonly commands: CommandBus,
    private readonly views: Views,
  ) {}

  @Does(identityActs.RegisterPerson, '')
  register(@Commanded() command: RegisterPerson): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.CorrectPerson, ':id/corrections')
  correct(@Commanded() command: CorrectPerson): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.HoldPost, ':id/posts')
  holdPost(@Commanded() command: HoldPost): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.LeavePost, ':id/posts/left')
  leavePost(@Commanded() command: LeavePost): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.MergePersons, 'mergers')
  merge(@Commanded() command: MergePersons): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.UndoMerger, 'mergers/undoing')
  undoMerger(@Commanded() command: UndoMerger): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.ConfirmMerger, 'mergers/confirmation')
  confirmMerger(@Commanded() command: ConfirmMerger): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Asks(identityActs.ListPeople)
  list(@Query() query: PeopleQuery): Promise<Listed<Versioned<PersonRow>>> {
    const of = { views: [people] as const, stream: ({ id }: PersonRow) => streamName(personDecider.category, id) };
    return this.views.list(of, query, (reader, moment) => listPeople(reader, { ...listing(query), ...moment }));
  }

  @Asks(identityActs.FindPerson, ':id')
  find(@Param('id') id: string, @Query() query: MomentQuery): Promise<Found<PersonRow>> {
    return this.views.one<PersonRow>({ id, view: people, decider: personDecider, unknown: 'person.unknown' }, query);
  }
}

const listing = ({ name, unitId, limit, cursor }: PeopleQuery) => ({ name, unitId, limit, cursor });
