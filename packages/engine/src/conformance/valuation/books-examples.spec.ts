import { readFileSync } from 'node:fs';
import { CasePlayer } from './books-player.fixtures.js';
import { VARIANCE_NAMES } from './variance-names.js';
import type { CaseSetup, CaseStep, Played } from './books-player.fixtures.js';

interface Figures {
  readonly qty: string;
  readonly amount: string;
  readonly layers?: readonly (readonly [string, string])[];
  readonly [dimension: string]: unknown;
}

interface Expected {
  readonly accepted: boolean;
  readonly code?: string;
  readonly idempotent_replay?: boolean;
  readonly movements?: readonly Figures[];
  readonly variances?: readonly { readonly kind: string; readonly amount: string }[];
  readonly pools: readonly Figures[];
  readonly adjustments?: readonly { readonly amount: string }[];
  readonly supplier_credit?: string;
}

type ExampleStep = CaseStep & { readonly n: number; readonly expect: Expected };

interface Example {
  readonly id: string;
  readonly title: string;
  readonly family: string;
  readonly setup: CaseSetup;
  readonly steps: readonly ExampleStep[];
}

const file = new URL('../../../conformance/examples/valuation-examples.json', import.meta.url);
const examples = (
  JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly Example[] }
).cases.filter(({ family }) => family === 'stock');

/** What the books alone cannot know: quantities by place, days, what is spoken for. */
const NOT_ASKED = ['reserve', 'close_period', 'state_change'];
const REFUSED_ELSEWHERE = [
  'INSUFFICIENT_STOCK',
  'INSUFFICIENT_AVAILABLE',
  'FUTURE_NEGATIVE',
  'PERIOD_CLOSED',
  'EXPIRED_BATCH',
  'IDEMPOTENCY_CONFLICT',
];

const asked = ({ op, expect: { code = '', idempotent_replay: again = false } }: ExampleStep) =>
  !NOT_ASKED.includes(op) && !REFUSED_ELSEWHERE.includes(code) && !again;

const holds = ({ qty, amount }: Figures) => !/^[0.]*$/.test(`${qty}${amount}`.replaceAll('-', ''));

function poolName({ item, wh, batch, state }: Figures): string {
  return [item, wh, batch, state].filter((part) => part !== undefined).join('/');
}

function poolText({ qty, amount, layers = [] }: Figures): string {
  const each = layers.map(([quantity, worth]) => `${quantity}:${worth}`);
  return each.length === 0 ? `${qty} ${amount}` : `${qty} ${amount} [${each.join(' ')}]`;
}

/** What a step did, as the example says it. */
function seen(player: CasePlayer, { code, bookings, adjustments }: Played, step: ExampleStep): object {
  const rows = bookings.flatMap((booking) => booking.rows);
  const credits = bookings.flatMap(({ credit }) => (credit === undefined ? [] : [credit]));
  return {
    code,
    pools: player.pools(),
    ...(code === undefined && {
      movements:
        step.op === 'recost'
          ? undefined
          : rows
              .map(({ quantity, amount }) => `${player.quantityText(quantity)} ${player.amount(amount)}`)
              .sort(),
      variances: bookings
        .flatMap(({ variances }) =>
          variances.map(({ kind, amount }) => `${VARIANCE_NAMES[kind]} ${player.amount(amount)}`),
        )
        .sort(),
      adjustments: adjustments?.map((text) => text.split(' ').at(-1)).sort(),
      credit: credits.length === 0 ? undefined : player.amount(credits.reduce((sum, each) => sum + each)),
    }),
  };
}

function expected({ op, expect: wanted }: ExampleStep): object {
  const pools = wanted.pools.filter(holds).map((pool) => [poolName(pool), poolText(pool)] as const);
  // Inside of one pool nothing is moved that has a value.
  const valued = (wanted.movements ?? []).filter(({ qty, amount }) => qty === '0' || !/^[0.]*$/.test(amount));
  return {
    code: wanted.code,
    pools: Object.fromEntries(pools),
    ...(wanted.accepted && {
      movements: op === 'recost' ? undefined : valued.map(({ qty, amount }) => `${qty} ${amount}`).sort(),
      variances: (wanted.variances ?? []).map(({ kind, amount }) => `${kind} ${amount}`).sort(),
      adjustments: wanted.adjustments?.map(({ amount }) => amount).sort(),
      credit: wanted.supplier_credit,
    }),
  };
}

describe('the worked examples of valuation', () => {
  test.each(examples.map((example) => [`${example.id} ${example.title}`, example] as const))(
    '%s',
    (_, { setup, steps }) => {
      const player = new CasePlayer(setup);
      for (const step of steps.filter(asked))
        expect({ step: step.n, ...seen(player, player.play(step), step) }).toEqual({
          step: step.n,
          ...expected(step),
        });
    },
  );
});
