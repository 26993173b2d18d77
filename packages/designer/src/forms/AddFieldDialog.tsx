import { useState } from 'react';
import { Input, Modal } from 'antd';
import { KEY_PATTERN } from '@dougong/kernel/metadata';
import type { FieldDefinition, FormDefinition } from '@dougong/kernel/metadata';
import { useText } from '../i18n/text.js';
import type { CatalogPart } from '../surroundings/catalog.js';
import { freeKey, newTable } from './field-edits.js';
import { LINES_KIND } from './field-kinds.js';
import { fieldAt } from './field-place.js';
import type { FieldPlace } from './field-place.js';
import { newField } from './field-skeleton.js';
import type { Offered } from './field-skeleton.js';
import { KindPicker } from './KindPicker.js';

interface AddFieldDialogProps {
  readonly form: FormDefinition;
  /** The table that gets a column; the head of the form without it. */
  readonly line: string | undefined;
  readonly parts: readonly CatalogPart[];
  readonly offered: Omit<Offered, 'title' | 'firstChoice'>;
  readonly onAdd: (place: FieldPlace, field: FieldDefinition) => void;
  readonly onClose: () => void;
}

const KEY = new RegExp(KEY_PATTERN);

/** A key out of a name, where it has letters that a key may have. */
function keyOutOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '');
  return plain === '' ? 'field' : plain.slice(0, 30);
}

/** Asks for name, code and kind of a new field. */
export function AddFieldDialog({ form, line, parts, offered, onAdd, onClose }: AddFieldDialogProps) {
  const text = useText();
  const [name, setName] = useState('');
  const [typedKey, setKey] = useState<string>();
  const [kind, setKind] = useState('text');
  const key = typedKey ?? freeKey(form, line, keyOutOf(name));
  const place: FieldPlace = line === undefined ? { key } : { key, line };
  const isTaken = fieldAt(form, place) !== undefined;
  const fault = !KEY.test(key) ? 'definitions.badKey' : isTaken ? 'definitions.takenKey' : undefined;
  const add = () => {
    const title = { 'zh-CN': name.trim(), en: name.trim() };
    const word = text('forms.choice', { number: 1 });
    const column = text('forms.firstColumn');
    const part = parts.find((each) => each.kind === kind);
    if (kind === LINES_KIND) onAdd(place, newTable(title, { 'zh-CN': column, en: column }));
    else if (part !== undefined)
      onAdd(place, newField(part, { ...offered, title, firstChoice: { 'zh-CN': word, en: word } }));
  };
  return (
    <Modal
      open
      title={text(line === undefined ? 'forms.add' : 'forms.addColumn')}
      okText={text('forms.addOk')}
      cancelText={text('cancel')}
      okButtonProps={{ disabled: name.trim() === '' || fault !== undefined }}
      width={640}
      onOk={add}
      onCancel={onClose}
    >
      <div className="ds-fields">
        <label>
          <span>{text('definitions.name')}</span>
          <Input value={name} autoFocus onChange={({ target }) => setName(target.value)} />
        </label>
        <label>
          <span>{text('definitions.key')}</span>
          <Input
            value={key}
            status={fault === undefined ? '' : 'error'}
            onChange={({ target }) => setKey(target.value)}
          />
          <small className={fault === undefined ? 'dg-t2' : 'ds-fault'}>
            {text(fault ?? 'forms.keyHint')}
          </small>
        </label>
      </div>
      <KindPicker parts={parts} chosen={kind} withLines={line === undefined} onChoose={setKind} />
    </Modal>
  );
}
