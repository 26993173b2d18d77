import { Money, Quantity } from '@dougong/ui/shell';
import { isAmount, trimmed } from './ledger-numbers.js';
import type { Resource } from './register-definition.js';

interface ResourceFigureProps {
  readonly resource: Resource | undefined;
  readonly value: string | undefined;
  readonly signed?: boolean;
  readonly alignScale?: number;
}

/** A number of a register: money with its places, a quantity as exact as it is. */
export function ResourceFigure({ resource, value, signed = false, alignScale = 0 }: ResourceFigureProps) {
  if (value === undefined) return null;
  if (isAmount(resource)) return <Money value={value} signed={signed} scale={resource?.scale ?? 2} />;
  return <Quantity value={trimmed(value)} signed={signed} alignScale={alignScale} />;
}
