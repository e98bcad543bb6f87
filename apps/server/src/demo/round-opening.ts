import { HoldPost, OpenAccount, RegisterPerson, RegisterUnit } from '#identity';
import { AnnounceContact, DeliverIssue, OpenRound, OrganiseWork, PlanTask, RecordFindingText } from '#rectification';
import { findingText, issueNumbered, issues } from './demo-issues.js';
import type { DemoSteps } from './demo-steps.js';
import { people, units } from './tables/people.js';
import { contact, days, roundFacts, workParagraphs } from './tables/round.js';
import { tasks } from './tables/tasks.js';

export const registerPeople = (steps: DemoSteps): void => {
  const { directory } = steps;
  const act = { by: 'system', on: days.posts };
  for (const { key, name, under } of units) {
    const parentId = under && directory.unitId(under);
    steps.add(RegisterUnit, act, { id: directory.unitId(key), name, parentId });
  }
  for (const { login, name, post, unit, role } of people) {
    const personId = directory.personId(login);
    steps.add(RegisterPerson, act, { id: personId, name });
    steps.add(HoldPost, act, { id: personId, unitId: directory.unitId(unit), post, from: days.posts });
    // Accounts belong to this program, not to the history: they open now.
    const account = { id: directory.accountId(login), login, personId, effectiveOn: undefined };
    steps.add(OpenAccount, act, { ...account, roles: [role] });
  }
};

/** What the inspectors delivered, word for word. */
export const openTheRound = (steps: DemoSteps): void => {
  const { directory } = steps;
  const { roundId } = directory;
  const delivery = { by: 'office', on: roundFacts.deliveredOn };
  steps.add(OpenRound, delivery, { id: roundId, ...roundFacts });
  steps.add(RecordFindingText, delivery, { id: roundId, text: findingText() });
  for (const issue of issues) {
    steps.add(DeliverIssue, delivery, {
      id: directory.issueId(issue.number),
      roundId,
      number: String(issue.number),
      area: issue.area,
      heading: issue.heading,
      text: issue.text,
      class: issue.class,
      criteria: [issue.standard],
    });
  }
};

/** The shortest of its issues' terms. */
export const dueOfTask = (numbers: readonly number[]): string =>
  numbers.map((number) => issueNumbered(number).dueOn).sort()[0]!;

export const planTheWork = (steps: DemoSteps): void => {
  const { directory } = steps;
  const { roundId } = directory;
  steps.add(OrganiseWork, { by: 'office', on: days.organised }, { id: roundId, paragraphs: workParagraphs });
  const planning = { by: 'office', on: days.planned };
  for (const [at, { title, issues: numbers, measure }] of tasks.entries()) {
    steps.add(PlanTask, planning, {
      id: directory.taskId(at + 1),
      roundId,
      number: String(at + 1),
      title,
      issueIds: numbers.map((number) => directory.issueId(number)),
      measures: [measure],
      dueOn: dueOfTask(numbers),
    });
  }
  steps.add(AnnounceContact, planning, { id: roundId, ...contact });
};
