import { Decimal, ZERO } from '../../foundation/index.js';

/** What a pool or an asset handed to a receiver, by which driver. */
export interface DriverShare {
  readonly name: string;
  readonly driver: string;
  readonly receiver: string;
  readonly quantity: string;
  readonly amount: string;
}

/** A share in both versions; one that a version lacks counts as nothing there. */
export interface ShareComparison {
  readonly name: string;
  readonly receiver: string;
  readonly drivers: readonly [string, string];
  readonly quantities: readonly [Decimal, Decimal];
  readonly amounts: readonly [Decimal, Decimal];
  /** The other less the one. */
  readonly difference: Decimal;
}

/** Sets the shares of two versions beside each other and gives those that differ, in amount or in driver. */
export function compareShares(
  one: readonly DriverShare[],
  other: readonly DriverShare[],
): readonly ShareComparison[] {
  const keyOf = ({ name, receiver }: DriverShare) => JSON.stringify([name, receiver]);
  const [before, after] = [one, other].map((shares) => new Map(shares.map((share) => [keyOf(share), share])));
  const keys = [...new Set([...one, ...other].map(keyOf))];
  const compared = keys.map((key) => compare(before?.get(key), after?.get(key)));
  return compared.filter(
    ({ difference, drivers, quantities }) =>
      !difference.isZero() || drivers[0] !== drivers[1] || !quantities[0].eq(quantities[1]),
  );
}

function compare(one?: DriverShare, other?: DriverShare): ShareComparison {
  const decimal = (text: string | undefined) => (text === undefined ? ZERO : new Decimal(text));
  const amounts = [decimal(one?.amount), decimal(other?.amount)] as const;
  return {
    name: (one ?? other)?.name ?? '',
    receiver: (one ?? other)?.receiver ?? '',
    drivers: [one?.driver ?? '', other?.driver ?? ''],
    quantities: [decimal(one?.quantity), decimal(other?.quantity)],
    amounts,
    difference: amounts[1].minus(amounts[0]),
  };
}
