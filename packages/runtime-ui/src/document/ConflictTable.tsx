import { Radio } from 'antd';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { FieldValue } from '../parts/FieldValue.js';
import { fieldTitle } from '../parts/fields.js';
import { useText } from '../texts/index.js';
import type { Clash } from './conflict.js';
import { schemaAt } from './schema-at.js';

export type ConflictSide = 'mine' | 'theirs';

interface ConflictTableProps {
  readonly definition: FormDefinition;
  readonly clashes: readonly Clash[];
  /** Ids of the clashes in which the other version is taken. */
  readonly theirsChosen: ReadonlySet<string>;
  onChoose(clash: Clash, side: ConflictSide): void;
}

const SIDES: readonly ConflictSide[] = ['mine', 'theirs'];

/** The fields that two people changed, each with both values to choose from. */
export function ConflictTable({ definition, clashes, theirsChosen, onChoose }: ConflictTableProps) {
  const text = useText();
  const title = useLocalized();
  const nameOf = (clash: Clash) => {
    const column = title(fieldTitle(definition, clash.path));
    return clash.line === undefined ? column : text('document.lineField', { line: clash.line, column });
  };
  return (
    <table className="rt-conflict">
      <thead>
        <tr>
          <th scope="col">{text('conflict.field')}</th>
          <th scope="col">{text('conflict.mine')}</th>
          <th scope="col">{text('conflict.theirs')}</th>
        </tr>
      </thead>
      <tbody>
        {clashes.map((clash) => (
          <tr key={clash.id}>
            <th scope="row">{nameOf(clash)}</th>
            {SIDES.map((side) => (
              <td key={side}>
                <Radio
                  checked={(side === 'theirs') === theirsChosen.has(clash.id)}
                  onChange={() => onChoose(clash, side)}
                  aria-label={`${nameOf(clash)} ${text(`conflict.${side}`)}`}
                >
                  <FieldValue value={clash[side]} schema={schemaAt(definition, clash.path)} />
                  {clash[side] === null ? <span className="dg-t3">{text('document.blank')}</span> : null}
                </Radio>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
