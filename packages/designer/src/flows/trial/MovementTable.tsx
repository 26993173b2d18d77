import { ArrowDown, ArrowUp } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { Quantity, ScrollTable } from '@dougong/ui/shell';
import { useText } from '../../i18n/text.js';
import type { TrialMovement } from './trial-contract.js';

/** Movements of registers, one table for each register: what, which way, how much. */
export function MovementTable({ movements }: { readonly movements: readonly TrialMovement[] }) {
  return [...byRegister(movements)].map(([register, rows]) => (
    <RegisterMovements key={register} movements={rows} />
  ));
}

function byRegister(movements: readonly TrialMovement[]): ReadonlyMap<string, readonly TrialMovement[]> {
  const registers = new Map<string, TrialMovement[]>();
  for (const movement of movements)
    registers.set(movement.register, [...(registers.get(movement.register) ?? []), movement]);
  return registers;
}

function RegisterMovements({ movements }: { readonly movements: readonly TrialMovement[] }) {
  const text = useText();
  const title = useLocalized();
  const [first] = movements;
  if (first === undefined) return null;
  const resources = [...new Set(movements.flatMap(({ resources: held }) => Object.keys(held)))];
  return (
    <ScrollTable label={title(first.title)}>
      <table className="ds-writes ds-trial-figures">
        <caption>{title(first.title)}</caption>
        <thead>
          <tr>
            <th scope="col">{text('trial.direction')}</th>
            {first.dimensions.map((dimension, at) => (
              <th key={at} scope="col">
                {title(dimension.title)}
              </th>
            ))}
            {resources.map((resource) => (
              <th key={resource} scope="col" className="is-figure">
                {text(`trial.resources.${resource}`, { defaultValue: resource })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {movements.map((movement, at) => (
            <tr key={at}>
              <td>
                <Direction direction={movement.direction} />
              </td>
              {movement.dimensions.map(({ label, value }, column) => (
                <td key={column}>{label ?? value ?? text('change.nothing')}</td>
              ))}
              {resources.map((resource) => (
                <td key={resource} className="is-figure">
                  <Quantity value={movement.resources[resource]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function Direction({ direction }: Pick<TrialMovement, 'direction'>) {
  const text = useText();
  const Icon = direction === 'in' ? ArrowDown : ArrowUp;
  return (
    <span className="ds-trial-direction">
      <Icon size={12} aria-hidden="true" /> {text(`trial.directions.${direction}`)}
    </span>
  );
}
