import type { Recorded } from '#event-sourcing';
import type { IssueEvent } from '../../domain/issue/events.js';
import { type IssueStatus, statusAfter } from '../../domain/issue/lifecycle.js';
import { changed } from '../amend.js';

/** A change of a row that carries the issue's state: the state follows every event, no change can forget it. */
export const following =
  <Row extends { readonly status: IssueStatus }, E extends IssueEvent>(
    change: (row: Row, event: Recorded<E>) => Partial<Row>,
  ) =>
  (row: Row | undefined, event: Recorded<E>): Row | undefined =>
    row && changed(row, { ...change(row, event), status: statusAfter(row.status, event) } as Partial<Row>);
