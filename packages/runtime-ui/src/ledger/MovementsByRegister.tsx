import type { AppAnswer, Movement } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable } from '@dougong/ui/shell';
import { useApplication } from '../data/queries.js';
import { useText } from '../texts/index.js';
import { KeyPart } from './KeyLabel.js';
import { widestScale } from './ledger-numbers.js';
import { useRegister } from './register-definition.js';
import { ResourceFigure } from './ResourceFigure.js';

function registersOf(movements: readonly Movement[]): readonly string[] {
  return [...new Set(movements.flatMap(({ register }) => register ?? []))];
}

function titleOf(app: AppAnswer | undefined, register: string) {
  return app?.registers.find(({ key }) => key === register)?.title ?? register;
}

function RegisterMovements({
  register,
  movements,
}: {
  readonly register: string;
  readonly movements: readonly Movement[];
}) {
  const title = useLocalized();
  const { data: app } = useApplication();
  const { data: definition } = useRegister(register);
  const dimensions = definition?.dimensions ?? [];
  const resources = definition?.resources ?? [];
  // A dimension that is the same everywhere says nothing about a single movement.
  const telling = dimensions.filter(({ id }) => new Set(movements.map(({ key }) => key[id])).size > 1);
  const shown = telling.length === 0 ? dimensions.slice(0, 1) : telling;
  return (
    <ScrollTable>
      <table className="rt-ledger-table">
        <caption>
          <b>{title(titleOf(app, register))}</b>
        </caption>
        <thead>
          <tr>
            {shown.map((dimension) => (
              <th key={dimension.id} scope="col">
                {title(dimension.title)}
              </th>
            ))}
            {resources.map((resource) => (
              <th key={resource.id} scope="col" className="is-end">
                {title(resource.title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {movements.map((movement) => (
            <tr key={movement.id}>
              {shown.map((dimension) => (
                <td key={dimension.id}>
                  <KeyPart dimension={dimension} value={movement.key[dimension.id]} />
                </td>
              ))}
              {resources.map((resource) => (
                <td key={resource.id} className="is-end">
                  <ResourceFigure
                    resource={resource}
                    value={movement.resources[resource.id]}
                    signed
                    alignScale={widestScale(movements.map(({ resources: values }) => values[resource.id]))}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

/** What a document moved, register by register. */
export function MovementsByRegister({ movements }: { readonly movements: readonly Movement[] }) {
  const text = useText();
  if (movements.length === 0) return <p className="rt-quiet">{text('ledger.notYet')}</p>;
  return registersOf(movements).map((register) => (
    <RegisterMovements
      key={register}
      register={register}
      movements={movements.filter((movement) => movement.register === register)}
    />
  ));
}
