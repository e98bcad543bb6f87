import type { Recorded } from '#event-sourcing';
import { withSignature } from '../../sign-offs.js';
import type { RequirementWaived, RequirementWaiverSigned } from '../events.js';
import type { Issue } from '../state.js';
import { isOf, type Requirement } from './requirement.js';

const requirementOf = ({ requirement, criterion }: Requirement): Requirement => ({ requirement, criterion });

export const waived = (issue: Issue, { data }: Recorded<RequirementWaived>): Issue => ({
  ...issue,
  waivers: [...issue.waivers, requirementOf(data)],
  pendingWaivers: issue.pendingWaivers.filter((one) => !isOf(data, one)),
});

export const waiverSigned = (issue: Issue, { data }: Recorded<RequirementWaiverSigned>): Issue => {
  const before = issue.pendingWaivers.find((one) => isOf(data, one))?.signatures ?? [];
  const pending = { ...requirementOf(data), signatures: withSignature(before, data) };
  return { ...issue, pendingWaivers: [...issue.pendingWaivers.filter((one) => !isOf(data, one)), pending] };
};
