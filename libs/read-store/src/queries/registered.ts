import { BEGINNING, type Checkpoint, type Generation, type Mark, type Position, type View } from '#event-sourcing';
import { type Shape, shapeOf, tableName, type VersionsTable } from './versions-table.js';

const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** One generation as the store's register knows it. */
export interface Registered {
  readonly view: string;
  readonly number: number;
  readonly version: number;
  readonly checkpoint: Position;
  /** Of the event at the checkpoint; null at the beginning, and where a program stored it that knew of no marks. */
  readonly mark: Mark | null;
  readonly state: 'building' | 'live';
  /** JSON of its columns and indexes as they were when it was begun. */
  readonly shape: string;
}

export const tableOf = ({ view, number, shape }: Pick<Registered, 'view' | 'number' | 'shape'>): VersionsTable => ({
  ...(JSON.parse(shape) as Shape),
  name: tableName(view, number),
});

const isMarked = ({ checkpoint, mark }: Registered): boolean => checkpoint === BEGINNING || mark !== null;

/** Nobody can tell of which log one without a mark was made. */
export const isCurrent = (view: View, registered: Registered): boolean =>
  registered.version === view.version && registered.shape === JSON.stringify(shapeOf(view)) && isMarked(registered);

/** As it is stored: of a live view, or of a process. */
export interface StoredCheckpoint {
  readonly position: Position;
  readonly mark: Mark | null;
}

export const checkpointOf = (found: StoredCheckpoint | undefined): Checkpoint | undefined =>
  found && { position: found.position, mark: found.mark ?? undefined };

export const generationOf = (view: View, registered: Registered): Generation => ({
  view,
  number: registered.number,
  version: registered.version,
  current: isCurrent(view, registered),
  checkpoint: registered.checkpoint,
  mark: registered.mark ?? undefined,
  live: registered.state === 'live',
});

export const mustBeNames = (view: View): void => {
  for (const name of [view.name, ...Object.keys(view.columns)]) {
    if (!NAME.test(name)) throw new Error(`not a name for a view or a column: ${name}`);
  }
};
