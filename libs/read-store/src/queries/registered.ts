import type { Generation, Position, View } from '#event-sourcing';
import { type Shape, shapeOf, tableName, type VersionsTable } from './versions-table.js';

const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** One generation as the store's register knows it. */
export interface Registered {
  readonly view: string;
  readonly number: number;
  readonly version: number;
  readonly checkpoint: Position;
  readonly state: 'building' | 'live';
  /** JSON of its columns and indexes as they were when it was begun. */
  readonly shape: string;
}

export const tableOf = ({ view, number, shape }: Pick<Registered, 'view' | 'number' | 'shape'>): VersionsTable => ({
  ...(JSON.parse(shape) as Shape),
  name: tableName(view, number),
});

export const isCurrent = (view: View, { version, shape }: Registered): boolean =>
  version === view.version && shape === JSON.stringify(shapeOf(view));

export const generationOf = (view: View, registered: Registered): Generation => ({
  view,
  number: registered.number,
  version: registered.version,
  current: isCurrent(view, registered),
  checkpoint: registered.checkpoint,
  live: registered.state === 'live',
});

export const mustBeNames = (view: View): void => {
  for (const name of [view.name, ...Object.keys(view.columns)]) {
    if (!NAME.test(name)) throw new Error(`not a name for a view or a column: ${name}`);
  }
};
