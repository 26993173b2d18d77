/**
 * SQL of `numerator / denominator` at so many places, half away from zero. Whole quotients are exact in PostgreSQL, a division
 * with a fraction is rounded before it could be rounded again.
 */
export function quotient(numerator: string, denominator: string, scale: number): string {
  const unit = `1e${scale}`;
  const [top, bottom] = [`abs(${numerator})`, `abs(${denominator})`];
  return `round(sign(${numerator}) * sign(${denominator}) * div(2 * ${unit} * ${top} + ${bottom}, 2 * ${bottom}) / ${unit}, ${scale})`;
}
