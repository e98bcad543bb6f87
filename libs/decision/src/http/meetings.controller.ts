import { Controller, UseGuards } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Engine, type Receipt } from '#event-sourcing';
import { Commanded, Does } from '#event-sourcing-nest';
import { decisionActs } from '../acts.js';
import * as Commands from '../domain/meeting/commands.js';
import { agendaIds } from '../facts/meeting-handlings.js';
import type { AgendaReceipt, ConveneReceipt } from './answers.js';
import { MeetingGuard } from './meeting.guard.js';

@Controller('api/v1/meetings')
@ApiTags('meetings 会议')
@UseGuards(MeetingGuard)
export class MeetingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly engine: Engine,
  ) {}

  @Does(decisionActs.ConveneMeeting, '')
  async convene(@Commanded() command: Commands.ConveneMeeting): Promise<ConveneReceipt> {
    const receipt: Receipt = await this.commands.execute(command);
    return { ...receipt, itemIds: agendaIds(this.engine.lookup, receipt.commandId, command.agenda.length) };
  }

  @Does(decisionActs.PutOnAgenda, ':id/items')
  async putOnAgenda(@Commanded() command: Commands.PutOnAgenda): Promise<AgendaReceipt> {
    const receipt: Receipt = await this.commands.execute(command);
    return { ...receipt, itemId: receipt.commandId };
  }

  @Does(decisionActs.TakeOffAgenda, ':id/items/:itemId/removal')
  takeOffAgenda(@Commanded() command: Commands.TakeOffAgenda): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.PinAnew, ':id/items/:itemId/pin')
  pinAnew(@Commanded() command: Commands.PinAnew): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.RecordAttendance, ':id/attendance')
  recordAttendance(@Commanded() command: Commands.RecordAttendance): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.OpenMeeting, ':id/opening')
  open(@Commanded() command: Commands.OpenMeeting): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.TakeUpItem, ':id/items/:itemId/taking-up')
  takeUp(@Commanded() command: Commands.TakeUpItem): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.NoteDiscussion, ':id/items/:itemId/notes')
  noteDiscussion(@Commanded() command: Commands.NoteDiscussion): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.RecuseMember, ':id/items/:itemId/recusals')
  recuse(@Commanded() command: Commands.RecuseMember): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.OpenVote, ':id/items/:itemId/vote-opening')
  openVote(@Commanded() command: Commands.OpenVote): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.CastVote, ':id/items/:itemId/votes')
  castVote(@Commanded() command: Commands.CastVote): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.StateChairView, ':id/items/:itemId/chair-view')
  stateChairView(@Commanded() command: Commands.StateChairView): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.RecordItem, ':id/items/:itemId/recording')
  recordItem(@Commanded() command: Commands.RecordItem): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.DecideItem, ':id/items/:itemId/decision')
  decide(@Commanded() command: Commands.DecideItem): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.PutOffItem, ':id/items/:itemId/putting-off')
  putOff(@Commanded() command: Commands.PutOffItem): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.CloseMeeting, ':id/closing')
  close(@Commanded() command: Commands.CloseMeeting): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.MoveMeeting, ':id/move')
  move(@Commanded() command: Commands.MoveMeeting): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.CancelMeeting, ':id/cancellation')
  cancel(@Commanded() command: Commands.CancelMeeting): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.DrawUpRecord, ':id/record')
  drawUpRecord(@Commanded() command: Commands.DrawUpRecord): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.CorrectRecord, ':id/record/corrections')
  correctRecord(@Commanded() command: Commands.CorrectRecord): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.SignRecord, ':id/record/signatures')
  signRecord(@Commanded() command: Commands.SignRecord): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.IssueSummary, ':id/summary')
  issueSummary(@Commanded() command: Commands.IssueSummary): Promise<Receipt> {
    return this.commands.execute(command);
  }
}
