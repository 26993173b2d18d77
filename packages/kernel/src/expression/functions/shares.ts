import { Decimal, decimalText } from '../../foundation/index.js';

/** Decimals as whole units of their last place and back. */

/** The units of `10^-scale` in a value, which must not need more places. */
export function toUnits(value: Decimal, scale: number): bigint {
  const [whole = '0', fraction = ''] = decimalText(value.abs()).split('.');
  const units = BigInt(whole + fraction.padEnd(scale, '0'));
  return value.isNegative() ? -units : units;
}

/** The decimal that so many units of `10^-scale` are. */
export function fromUnits(units: bigint, scale: number): Decimal {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return new Decimal(units < 0n ? `-${text}` : text);
}
