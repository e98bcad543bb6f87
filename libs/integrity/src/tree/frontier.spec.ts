import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { Frontier } from './frontier.js';
import { EMPTY_ROOT, leafHash, nodeHash } from './hashes.js';

/** The leaves and roots published with RFC 6962's reference implementation. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** RFC 6962, 2.1, as it is written there. */
const treeHash = (leaves: readonly Buffer[]): Buffer => {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0]!;
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return nodeHash(treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
};

const grown = (leaves: readonly Buffer[]): Frontier => {
  const frontier = new Frontier();
  for (const leaf of leaves) frontier.push(leaf);
  return frontier;
};

describe('a growing tree', () => {
  it('has the published roots', () => {
    expect(new Frontier().root().toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    const leaves = LEAVES.map((hex) => leafHash(Buffer.from(hex, 'hex')));
    expect(
      ROOTS.map((_, n) =>
        grown(leaves.slice(0, n + 1))
          .root()
          .toString('hex'),
      ),
    ).toEqual(ROOTS);
  });

  it('has the root of the definition at every size', () => {
    const leaves = Array.from({ length: 600 }, () => randomBytes(32));
    const frontier = new Frontier();
    for (const [n, leaf] of leaves.entries()) {
      frontier.push(leaf);
      expect(frontier.root()).toEqual(treeHash(leaves.slice(0, n + 1)));
    }
  });

  it('is the same when whole subtrees are put in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 40 }), (height, more) => {
        const leaves = Array.from({ length: 3 * 2 ** height + more }, () => randomBytes(32));
        const frontier = new Frontier();
        for (let i = 0; i < 3; i++) {
          frontier.push(treeHash(leaves.slice(i * 2 ** height, (i + 1) * 2 ** height)), undefined, height);
        }
        for (const leaf of leaves.slice(3 * 2 ** height)) frontier.push(leaf);
        expect([frontier.root(), frontier.size]).toEqual([treeHash(leaves), leaves.length]);
      }),
    );
  });
});
