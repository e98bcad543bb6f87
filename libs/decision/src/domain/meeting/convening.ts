import { alike, dateOf, mustBePlannedWithinSense, onFacts } from '#event-sourcing';
import { inStandardForm, IsDocumentNumber } from '#shapes';
import { AgendumBody, listed } from './agenda.js';
import {
  AreSome,
  type DecisionProblem,
  IsId,
  IsName,
  IsOneOf,
  IsOptional,
  IsPlainDate,
  IsSha256,
  MeetingCommand,
  type MeetingFacts,
  must,
  mustBeAt,
  mustHaveBody,
  obey,
  onlySecretaryOrChairConductsTheMeeting,
  type Policy,
  ReasonedCommand,
  type SubjectFacts,
  unless,
} from './conduct.js';
import type { ItemPutOnAgenda, MeetingEvent } from './events.js';
import { type ConvenedMeeting, freshItem, freshMeeting, type Meeting } from './state.js';

/** 召开会议 / 文件圈阅 / 个别征求意见 / 现场办公: asked for, so that the wrong ones are refused by name. */
export const forms = ['meeting', 'circulation', 'one-by-one', 'on-site'] as const;

type Form = (typeof forms)[number];

/** A paper of a meeting of the past: its name, its number and day where it has them, the digest of the file kept of it. */
class PaperBody {
  @IsName(200) title!: string;
  /** 文号 */
  @IsOptional() @IsDocumentNumber({ underAHead: true }) documentNumber?: string;
  /** The day that it bears. */
  @IsOptional() @IsPlainDate() date?: string;
  @IsSha256() sha256!: string;
}

export class ConveneMeeting extends MeetingCommand {
  @IsId() bodyId!: string;
  @IsName(200) title!: string;
  @IsPlainDate() heldOn!: string;
  @IsName(200) place!: string;
  @IsOneOf(forms) form: Form = 'meeting';
  /** 议程, all or nothing; more may be put on it until the meeting is opened. */
  @AreSome(AgendumBody, 0) agenda: AgendumBody[] = [];
  /** Of a meeting that was held on an earlier day, beside the reason why it is entered now. */
  @AreSome(PaperBody, 0) papers: PaperBody[] = [];
}

/** 改期、变更地点: of a meeting that has not been opened. */
export class MoveMeeting extends ReasonedCommand {
  static readonly underAuthority = true;

  @IsPlainDate() heldOn!: string;
  /** The same when it is left out. */
  @IsOptional() @IsName(200) place?: string;
}

interface ConveningFacts extends MeetingFacts {
  /** Of each item of the agenda its id, and its subject now. */
  readonly agenda: readonly { readonly itemId: string; readonly current?: SubjectFacts }[];
}

const insteadOf: Readonly<Record<Exclude<Form, 'meeting'>, DecisionProblem>> = {
  circulation: 'meeting.by-circulation',
  'one-by-one': 'meeting.by-consultation',
  'on-site': 'meeting.on-site',
};

const nothingReplacesAMeeting: Policy<ConveneMeeting, Meeting, MeetingFacts> = ({ form }, _, { body }) =>
  form === 'meeting' ? undefined : { code: insteadOf[form], details: { form, body: body?.name } };

/** What is entered later stands on what was written then. */
const aMeetingOfThePastComesWithPapersAndAReason: Policy<ConveneMeeting, Meeting> = ({
  heldOn,
  papers,
  reason,
  effectiveAt,
}) => {
  const today = dateOf(effectiveAt);
  const asked = heldOn < today;
  const told = { heldOn, today, papers: papers.length };
  if (!asked) return unless(papers.length === 0, 'meeting.papers-not-asked', { field: 'papers', ...told });
  const field = papers.length === 0 ? 'papers' : 'reason';
  return unless(papers.length > 0 && !!reason, 'meeting.past-without-papers', { field, ...told });
};

const noPaperIsDatedAfterToday: Policy<ConveneMeeting, Meeting> = ({ papers, issuedAt }) => {
  const today = dateOf(issuedAt);
  const ahead = papers.findIndex(({ date }) => date !== undefined && date > today);
  const { title, date } = papers[ahead] ?? {};
  return unless(ahead === -1, 'meeting.paper-ahead', { field: `papers[${ahead}].date`, title, date, today });
};

const aMeetingIsMovedToADayThatHasNotPassed: Policy<MoveMeeting, ConvenedMeeting> = ({ heldOn, effectiveAt }) =>
  unless(heldOn >= dateOf(effectiveAt), 'meeting.moved-to-the-past', {
    field: 'heldOn',
    heldOn,
    today: dateOf(effectiveAt),
  });

const aMeetingOfThePastStaysOnItsDay: Policy<MoveMeeting, ConvenedMeeting> = (_, { entered, heldOn }) =>
  unless(entered === undefined, 'meeting.of-the-past', { heldOn, papers: entered?.papers.length });

const reviewsStayBehindTheMeeting: Policy<MoveMeeting, ConvenedMeeting> = ({ heldOn }, { items }) => {
  const item = items.find(({ reviewOn }) => reviewOn !== undefined && reviewOn <= heldOn);
  return (
    item && {
      code: 'item.review-date-not-ahead',
      details: { field: 'heldOn', number: item.number, reviewOn: item.reviewOn, heldOn },
    }
  );
};

const aMeetingIsHeldUnderAChair: Policy<Pick<ConveneMeeting, 'heldOn'>, Meeting, MeetingFacts> = (
  { heldOn },
  _,
  { body },
) => unless(body?.chair !== undefined, 'meeting.before-chair', { field: 'heldOn', heldOn, body: body?.name });

const particulars = ({ body, title, heldOn, place, entered }: ConvenedMeeting) => ({
  body,
  title,
  heldOn,
  place,
  papers: entered?.papers,
});

const papersOf = ({ papers }: ConveneMeeting) =>
  papers.length > 0
    ? papers.map(({ title, documentNumber: typed, date, sha256 }) => ({
        title,
        documentNumber: typed && inStandardForm(typed),
        date,
        sha256,
      }))
    : undefined;

/** One by one, so that each is numbered behind the others and none is listed twice. */
const agendaOf = (
  { agenda, actor }: ConveneMeeting,
  convened: ConvenedMeeting,
  { body, agenda: told }: ConveningFacts,
): ItemPutOnAgenda[] => {
  let at = convened;
  return agenda.map((agendum, i) => {
    const { itemId, current } = told[i]!;
    const event = listed({ ...agendum, actor, itemId }, at, { body, current });
    at = { ...at, items: [...at.items, freshItem(event.data)], lastNumber: event.data.number };
    return event;
  });
};

export const conveneMeeting = (command: ConveneMeeting, meeting: Meeting, facts: ConveningFacts): MeetingEvent[] => {
  const { bodyId, title, heldOn, place } = command;
  const { id, name } = mustHaveBody(facts, bodyId);
  const data = { body: { id, name }, title, heldOn, place, papers: papersOf(command) };
  if (meeting && command.agenda.length === 0 && alike(particulars(meeting), data)) return [];
  must(!meeting, 'meeting.exists', { meeting: meeting?.title });
  mustBePlannedWithinSense(command, { heldOn });
  command.agenda.forEach(({ reviewOn }, i) =>
    mustBePlannedWithinSense(command, { [`agenda[${i}].reviewOn`]: reviewOn }),
  );
  obey([nothingReplacesAMeeting, aMeetingIsHeldUnderAChair], command, meeting, facts);
  obey([aMeetingOfThePastComesWithPapersAndAReason, noPaperIsDatedAfterToday], command, meeting);
  obey([onlySecretaryOrChairConductsTheMeeting], command, meeting, facts);
  return [{ type: 'MeetingConvened', data }, ...agendaOf(command, freshMeeting(data), facts)];
};

export const moveMeeting = (command: MoveMeeting, meeting: Meeting, facts: MeetingFacts): MeetingEvent[] => {
  const at = mustBeAt(command, meeting, 'convened');
  const from = { heldOn: at.heldOn, place: at.place };
  const to = { heldOn: command.heldOn, place: command.place ?? at.place };
  if (alike(from, to)) return [];
  mustHaveBody(facts);
  obey([onlySecretaryOrChairConductsTheMeeting, aMeetingIsHeldUnderAChair], command, at, facts);
  const policies = [aMeetingOfThePastStaysOnItsDay, aMeetingIsMovedToADayThatHasNotPassed, reviewsStayBehindTheMeeting];
  mustBePlannedWithinSense(command, { heldOn: to.heldOn });
  obey(policies, command, at);
  return [{ type: 'MeetingMoved', data: { from, to } }];
};

export const conveningDecisions = [
  onFacts(ConveneMeeting, conveneMeeting, 'MeetingConvened', 'ItemPutOnAgenda'),
  onFacts(MoveMeeting, moveMeeting, 'MeetingMoved'),
];
