import { EMPTY_ROOT, nodeHash } from './hashes.js';

interface Complete {
  /** Its subtree has two to the power of that many leaves. */
  readonly height: number;
  readonly hash: Buffer;
}

/** Told of each complete subtree, the lower ones first. */
export type OnComplete = (height: number, hash: Buffer) => void;

/** The right edge of a growing RFC 6962 tree: the largest complete subtrees, from the left; that many as its size has ones. */
export class Frontier {
  readonly #complete: Complete[] = [];
  #size = 0;

  /** Leaves in it. */
  get size(): number {
    return this.#size;
  }

  /** A complete subtree of two to the power of `height` leaves comes next; a leaf has height 0. */
  push(hash: Buffer, onComplete: OnComplete = () => undefined, height = 0): void {
    let grown: Complete = { height, hash };
    this.#size += 2 ** height;
    onComplete(height, hash);
    for (let left = this.#complete.at(-1); left?.height === grown.height; left = this.#complete.at(-1)) {
      this.#complete.pop();
      grown = { height: grown.height + 1, hash: nodeHash(left.hash, grown.hash) };
      onComplete(grown.height, grown.hash);
    }
    this.#complete.push(grown);
  }

  root(): Buffer {
    const [last, ...others] = this.#complete.map(({ hash }) => hash).toReversed();
    return others.reduce((right, left) => nodeHash(left, right), last ?? EMPTY_ROOT);
  }
}
