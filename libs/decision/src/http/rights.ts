import type { RightsTable } from '#identity';

const administrators = { roles: ['admin'] } as const;
/** Whether they hold the office that the act needs in this body, the decisions say. */
const participants = { roles: ['office', 'leader', 'unit-head'] } as const;
const readers = { roles: ['office', 'leader', 'unit-head', 'inspector', 'audit'] } as const;

export const decisionRights: RightsTable = {
  EstablishBody: administrators,
  AppointMember: administrators,
  AppointChair: administrators,
  EndMembership: administrators,
  ExcludeMember: administrators,
  EndExclusion: administrators,
  AppointSecretary: administrators,
  ChangeCompetence: administrators,
  AdoptRuleSet: administrators,
  DissolveBody: administrators,
  ListBodies: { roles: 'signed-in' },
  FindBody: { roles: 'signed-in' },
  ListRuleSets: { roles: 'signed-in' },

  ConveneMeeting: participants,
  PutOnAgenda: participants,
  TakeOffAgenda: participants,
  PinAnew: participants,
  RecordAttendance: participants,
  OpenMeeting: participants,
  TakeUpItem: participants,
  NoteDiscussion: participants,
  RecuseMember: participants,
  OpenVote: participants,
  CastVote: participants,
  StateChairView: participants,
  DecideItem: participants,
  PutOffItem: participants,
  CloseMeeting: participants,
  CancelMeeting: participants,
  DrawUpRecord: participants,
  SignRecord: participants,
  IssueSummary: participants,

  ListMeetings: readers,
  FindMeeting: readers,
  MeetingDuties: { roles: 'signed-in' },
  AgendaItemChanges: readers,
  MeetingRecord: readers,
  MeetingSummary: readers,
};
