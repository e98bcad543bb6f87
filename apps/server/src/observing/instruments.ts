import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { catalogue, type Described } from './catalogue.js';

type Labels<D extends Described> = D['labelNames'][number];
type Instrument<D extends Described> = D['type'] extends 'counter'
  ? Counter<Labels<D>>
  : D['type'] extends 'gauge'
    ? Gauge<Labels<D>>
    : Histogram<Labels<D>>;

export type Instruments = { readonly [K in keyof typeof catalogue]: Instrument<(typeof catalogue)[K]> };

const instrument = (described: Described, registry: Registry) => {
  const { type, name, help, buckets = [] } = described;
  const config = { name, help, labelNames: [...described.labelNames], registers: [registry] };
  switch (type) {
    case 'counter':
      return new Counter(config);
    case 'gauge':
      return new Gauge(config);
    case 'histogram':
      return new Histogram({ ...config, buckets: [...buckets] });
  }
};

/** Everything in the catalogue, ready to be counted. */
export const instrumentsIn = (registry: Registry): Instruments =>
  Object.fromEntries(
    Object.entries(catalogue).map(([key, described]) => [key, instrument(described, registry)]),
  ) as unknown as Instruments;
