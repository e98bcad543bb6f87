import type { LedgerReading } from '../reading/ledger/reading.js';
import type { Recognised } from './recognise.js';
import type { ImportRefusal } from './import-outcome.js';

type Fields = Readonly<Record<string, string>>;

const assigned: Fields = {
  leaderId: 'leader',
  leadUnitId: 'leadUnit',
  supportingUnitIds: 'supportingUnits',
  handlerId: 'handler',
};

/** Where a command has a field of a ledger under another name. */
const CAME_FROM: Readonly<Record<string, Fields>> = {
  DeliverIssue: { criteria: 'criterion' },
  AssignIssue: assigned,
  PlanTask: { issueIds: 'issueNumbers' },
  AssignTask: { unitId: 'leadUnit', handlerId: 'handler' },
  CarryOverClosure: { effectiveOn: 'closedOn' },
  CarryOverTask: { completedOn: 'closedOn', effectiveOn: 'closedOn' },
  CarryOverLongTerm: { reason: 'longTermReason' },
};

const fieldOf = ({ details }: ImportRefusal): string | undefined => {
  const { field, command } = details;
  const named = typeof field === 'string' ? field : 'effectiveOn' in details ? 'effectiveOn' : undefined;
  return named && (CAME_FROM[String(command)]?.[named] ?? named);
};

const within = ({ sheets }: LedgerReading, refused: ImportRefusal): ImportRefusal => {
  const field = fieldOf(refused);
  const columns = sheets.find(({ name }) => name === refused.sheet)?.columns;
  const column = field === undefined ? undefined : columns?.[field];
  return column === undefined ? refused : { ...refused, column };
};

/** With the column of the ledger that the refused value came from, where it came from one. */
export const withColumns = ({ kind, reading }: Recognised, refusals: readonly ImportRefusal[]): ImportRefusal[] =>
  refusals.map((one) => (kind === 'ledger' ? within(reading, one) : one));
