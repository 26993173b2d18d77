import { useState } from 'react';
import { Modal, Radio } from 'antd';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { FieldSchema, FormPatch } from '@dougong/ui/forms';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { useNow } from '../data/clock.js';
import { useReferences } from '../data/references.js';
import { FieldValue } from '../parts/FieldValue.js';
import { fieldTitle } from '../parts/fields.js';
import { useText } from '../texts/index.js';
import { clashes, countChanges, withoutPlaces, type Clash } from './conflict.js';
import type { Conflict } from './document-refusal.js';

interface ConflictDialogProps {
  readonly definition: FormDefinition;
  readonly conflict: Conflict;
  /** Paths that formulas and the server write: nobody typed them. */
  isServerOwned(path: string): boolean;
  onSettle(patch: FormPatch): void;
}

function schemaAt(definition: FormDefinition, path: string): FieldSchema {
  const [field = '', column] = path.split('.');
  const schema = definition.schema.properties[field];
  if (schema?.type === 'array')
    return (schema.items.properties[column ?? ''] ?? { type: 'string' }) as FieldSchema;
  return (schema ?? { type: 'string' }) as FieldSchema;
}

function useWhoAndWhen({ theirs }: Conflict): { readonly name: string; readonly time: string } {
  const names = useReferences();
  const now = useNow();
  const { updated_by: by, updated_at: at } = theirs.record;
  const id = typeof by === 'string' ? by : '';
  return {
    name: theirs.users?.[id] ?? names.nameOfUser(id) ?? '…',
    time: typeof at === 'string' ? formatMoment(at, now) : '',
  };
}

/** Two people changed one record: field by field, mine or theirs. Nothing that was typed is lost. */
export function ConflictDialog({ definition, conflict, isServerOwned, onSettle }: ConflictDialogProps) {
  const text = useText();
  const title = useLocalized();
  const { name, time } = useWhoAndWhen(conflict);
  const [theirsChosen, setTheirsChosen] = useState<ReadonlySet<string>>(new Set());
  const { patch, base, theirs } = conflict;
  const found = clashes(patch, base ?? {}, theirs.record);
  const count = base === null ? 0 : countChanges(base, theirs.record, (path) => isServerOwned(path));
  const choose = (clash: Clash, side: 'mine' | 'theirs') =>
    setTheirsChosen((before) => {
      const after = new Set(before);
      if (side === 'theirs') after.add(clash.id);
      else after.delete(clash.id);
      return after;
    });
  const nameOf = (clash: Clash) => {
    const column = title(fieldTitle(definition, clash.path));
    return clash.line === undefined ? column : text('document.lineField', { line: clash.line, column });
  };
  return (
    <Modal
      open
      closable={false}
      width={640}
      title={
        count > 0
          ? text('conflict.title', { name, time, count })
          : text('conflict.titlePlain', { name, time })
      }
      okText={text('conflict.continue')}
      cancelText={text('conflict.takeTheirs')}
      onOk={() =>
        onSettle(
          withoutPlaces(
            patch,
            found.filter(({ id }) => theirsChosen.has(id)),
          ),
        )
      }
      onCancel={() => onSettle({})}
    >
      <p>{text(found.length === 0 ? 'conflict.none' : 'conflict.choose')}</p>
      {found.length === 0 ? null : (
        <table className="rt-conflict">
          <thead>
            <tr>
              <th scope="col">{text('conflict.field')}</th>
              <th scope="col">{text('conflict.mine')}</th>
              <th scope="col">{text('conflict.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((clash) => (
              <tr key={clash.id}>
                <th scope="row">{nameOf(clash)}</th>
                {(['mine', 'theirs'] as const).map((side) => (
                  <td key={side}>
                    <Radio
                      checked={(side === 'theirs') === theirsChosen.has(clash.id)}
                      onChange={() => choose(clash, side)}
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
      )}
    </Modal>
  );
}
