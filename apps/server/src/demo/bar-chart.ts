import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const HEIGHT = 120;
const BAR = 40;
const GAP = 20;
const [INK, PAPER] = [0x40, 0xff];

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
};

const header = (width: number): Buffer => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(HEIGHT, 4);
  data[8] = 8;
  return data;
};

/** One pixel of a bar chart; the baseline is at the bottom. */
const shade = (percents: readonly number[], x: number, y: number): number => {
  const at = Math.floor(x / (BAR + GAP));
  const inBar = x % (BAR + GAP) >= GAP && HEIGHT - y <= (percents[at] ?? 0);
  return inBar ? INK : PAPER;
};

/** A grey PNG with one bar for each percentage (0 to 100), a pixel in height for each percent. */
export const barChart = (percents: readonly number[]): Uint8Array => {
  const width = percents.length * (BAR + GAP) + GAP;
  const pixels = Buffer.alloc((width + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < width; x++) pixels[y * (width + 1) + x + 1] = shade(percents, x, y);
  }
  const end = chunk('IEND', new Uint8Array());
  return Buffer.concat([SIGNATURE, chunk('IHDR', header(width)), chunk('IDAT', deflateSync(pixels)), end]);
};
