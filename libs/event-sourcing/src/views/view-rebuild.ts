import type { Position } from '../event.js';
import type { ViewTrack } from './view-track.js';

/** `at` is where the rebuild stands, `head` the newest event when it began. */
export type RebuildProgress = (at: Position, head: Position) => void;

/** A generation that somebody waits for. */
export interface Rebuild {
  readonly view: string;
  readonly generation: number;
  readonly head: Position;
  readonly onProgress: RebuildProgress | undefined;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Tells whoever waits how far it is; true when it has come to an end, good or bad. */
export const isOver = (rebuild: Rebuild, tracks: readonly ViewTrack[]): boolean => {
  const { view, generation, head, onProgress, resolve, reject } = rebuild;
  const track = tracks.find((one) => one.view === view && one.generation.number === generation);
  if (track && !track.failure && !track.generation.live) {
    onProgress?.(track.checkpoint, head);
    return false;
  }
  if (!track) reject(new Error(`another rebuild of ${view} took over`));
  else if (track.failure) reject(track.failure.error);
  else resolve();
  return true;
};
