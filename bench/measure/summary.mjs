import { OPERATIONS } from '../stage/contestants.mjs';
import { median, percentile } from './statistics.mjs';

/** Medians over the rounds for each operation and concurrency, and the engine as a share of the ceiling. */
export function summarize(samples, concurrencies) {
  return OPERATIONS.flatMap((operation) =>
    concurrencies.map((concurrency) => {
      const of = (contestant) =>
        samples.filter(
          (each) =>
            each.operation === operation &&
            each.concurrency === concurrency &&
            each.contestant === contestant,
        );
      const [engine, ceiling] = [figures(of('engine')), figures(of('ceiling'))];
      const ratios = pairs(of('engine'), of('ceiling')).map(([one, other]) => rate(one) / rate(other));
      return { operation, concurrency, engine, ceiling, ratio: median(ratios), ratios };
    }),
  );
}

/** The two slices of one round stood side by side, so their ratio is worth more than that of two medians. */
function pairs(ones, others) {
  return ones.map((one) => [one, others.find(({ round }) => round === one.round)]);
}

/** Requests per second of a slice. */
export function rate({ latencies, ms }) {
  return (latencies.length * 1000) / ms;
}

/** Medians and percentiles of the slices of one contestant. */
export function figures(samples) {
  const latencies = samples.flatMap((each) => each.latencies);
  const each = (value) => median(samples.map((sample) => value(sample) / sample.latencies.length));
  return {
    perSecond: median(samples.map(rate)),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    errors: samples.reduce((sum, { errors }) => sum + errors.length, 0),
    firstError: samples.flatMap(({ errors }) => errors)[0],
    serverMs: each(({ serverMs }) => serverMs),
    databaseMs: each(({ databaseMs }) => databaseMs),
    deliveredAfterMs: Math.max(...samples.map(({ deliveredAfterMs }) => deliveredAfterMs)),
  };
}
