const WIDTH = 10_000;
/** Behind every numbered one. */
const UNNUMBERED = WIDTH ** 3;

/**
 * Places numbers as a reader counts them: 2 before 10, 1.9 before 1.10, full-width and circled digits alike. At most
 * three parts of up to four digits count; the sum stays an exact integer.
 */
export const numberOrder = (number: string): number => {
  const parts = number.normalize('NFKC').match(/\d+/g);
  if (!parts) return UNNUMBERED;
  const [first = 0, second = 0, third = 0] = parts.map((part) => Math.min(Number(part), WIDTH - 1));
  return (first * WIDTH + second) * WIDTH + third;
};
