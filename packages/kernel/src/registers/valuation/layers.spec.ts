import { putLayers, takeLayers } from './layers.js';
import type { Layer } from './pool.js';

/** A part of the layer that came first of all on its day. */
const part = (source: string, amount: bigint): Layer => ({
  source,
  acquired: '2026-03-01',
  order: 1,
  received: 10n,
  quantity: 10n,
  amount,
});

test('parts of one layer that moved at different times are taken in the order in which they came', () => {
  const [first, later] = [part('99', 33n), part('100', 34n)];
  for (const layers of [putLayers([first], [later]), putLayers([later], [first])])
    expect(takeLayers(layers, 10n).taken).toEqual([first]);
});
