import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { RuleBroken } from '#event-sourcing';

/** Passes bytes on, one piece behind; the last one only when all of them have this hash. Else it fails. */
export const heldTo = (sha256: string, onEnd: (right: boolean) => void): Transform => {
  const hash = createHash('sha256');
  let held: Buffer | undefined;
  return new Transform({
    transform: (chunk: Buffer, _, done) => {
      hash.update(chunk);
      done(null, held);
      held = chunk;
    },
    flush: (done) => {
      const right = hash.digest('hex') === sha256;
      onEnd(right);
      if (right) done(null, held);
      else done(new RuleBroken('evidence.damaged', { sha256 }));
    },
  });
};
