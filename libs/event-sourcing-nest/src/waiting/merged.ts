/** Several sequences, each in order, as one in order. */
export const merged = async function* <Item>(
  sequences: readonly AsyncIterable<Item>[],
  rank: (item: Item) => string,
): AsyncGenerator<Item> {
  const iterators = sequences.map((sequence) => sequence[Symbol.asyncIterator]());
  const heads = await Promise.all(iterators.map((iterator) => iterator.next()));
  for (;;) {
    let least: number | undefined;
    heads.forEach((head, at) => {
      if (head.done) return;
      const other = least === undefined ? undefined : (heads[least]!.value as Item);
      if (other === undefined || rank(head.value) < rank(other)) least = at;
    });
    if (least === undefined) return;
    yield heads[least]!.value as Item;
    heads[least] = await iterators[least]!.next();
  }
};
