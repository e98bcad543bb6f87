/** What a program asked of the disk, and what it told others, in the order in which it did. */
export type DiskCall =
  | { readonly kind: 'made'; readonly path: string }
  | { readonly kind: 'removed'; readonly path: string }
  | { readonly kind: 'synced'; readonly path: string }
  | { readonly kind: 'written'; readonly path: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'cut'; readonly path: string; readonly size: number }
  | { readonly kind: 'acknowledged' };

type Write = Extract<DiskCall, { kind: 'written' }>;
type Change = Write | Extract<DiskCall, { kind: 'cut' }>;

/** What a disk writes as a whole, in bytes. */
const SECTOR = 512;

class Content {
  #synced = Buffer.alloc(0);
  #pending: Change[] = [];

  take(call: Change | { readonly kind: 'synced' }): void {
    if (call.kind !== 'synced') {
      this.#pending.push(call);
      return;
    }
    this.#synced = this.with(() => true);
    this.#pending = [];
  }

  /** Sector by sector, what was not yet synced is there or not; a sector that is not keeps its older bytes. */
  with(survives: () => boolean): Buffer<ArrayBuffer> {
    let bytes = Buffer.from(this.#synced);
    for (const change of this.#pending) bytes = changed(bytes, change, survives);
    return bytes;
  }
}

const resized = (bytes: Buffer<ArrayBuffer>, size: number): Buffer<ArrayBuffer> =>
  size > bytes.length ? Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]) : bytes.subarray(0, size);

const sectorsOf = ({ offset, bytes }: Write): [from: number, to: number][] => {
  const sectors: [number, number][] = [];
  const end = offset + bytes.length;
  for (let from = offset, to; from < end; from = to) {
    to = Math.min(end, from - (from % SECTOR) + SECTOR);
    sectors.push([from, to]);
  }
  return sectors;
};

const changed = (before: Buffer<ArrayBuffer>, change: Change, survives: () => boolean): Buffer<ArrayBuffer> => {
  if (change.kind === 'cut') return survives() ? resized(before, change.size) : before;
  const kept = sectorsOf(change).filter(() => survives());
  const bytes = resized(before, Math.max(before.length, kept.at(-1)?.[1] ?? 0));
  for (const [from, to] of kept) change.bytes.copy(bytes, from, from - change.offset, to - change.offset);
  return bytes;
};

/**
 * A disk whose power can be lost at any moment. A file keeps what was synced, and its name once the folder was synced;
 * of the rest anything may be there: no write waits for another, and none is whole but in its sectors.
 */
export class SimulatedDisk {
  #names = new Map<string, Content>();
  #durableNames = new Map<string, Content>();

  constructor(private readonly folder: string) {}

  take(call: DiskCall): void {
    if (call.kind === 'acknowledged') return;
    const { kind, path } = call;
    if (kind === 'removed') this.#names.delete(path);
    else if (kind === 'made') this.#make(path);
    else if (path === this.folder) this.#durableNames = new Map(this.#names);
    else this.#names.get(path)!.take(call);
  }

  /** The files as they are found when power is back; `survives` is asked about each thing that was not synced. */
  afterPowerLoss(survives: () => boolean): Map<string, Buffer> {
    const found = new Map<string, Buffer>();
    for (const path of new Set([...this.#names.keys(), ...this.#durableNames.keys()])) {
      const [now, durable] = [this.#names.get(path), this.#durableNames.get(path)];
      const content = now === durable || survives() ? now : durable;
      if (content) found.set(path, content.with(survives));
    }
    return found;
  }

  #make(path: string): void {
    if (!this.#names.has(path)) this.#names.set(path, new Content());
  }
}
