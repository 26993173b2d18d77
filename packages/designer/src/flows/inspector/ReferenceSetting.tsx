import { Select } from 'antd';
import { useText } from '../../i18n/text.js';
import { conditionFields } from '../../surroundings/surroundings.js';
import { useDesigner, useView } from '../designer-context.js';
import type { Designer } from '../designer-context.js';
import { isReturnTarget } from '../node-parts.js';
import { readingOrder } from '../flow-graph.js';

export type ReferenceKind = 'user' | 'node' | 'flow' | 'field' | 'notification';

interface Option {
  readonly value: string;
  readonly label: string;
}

interface ReferenceSettingProps {
  readonly id: string;
  readonly kind: ReferenceKind;
  /** The setting's name: it tells which fields fit. */
  readonly name: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** People with their posts, so that namesakes differ. */
export function userOptions({ surroundings, names }: Designer): readonly Option[] {
  return surroundings.users.map((user) => {
    const post = names.title(user.post ?? undefined);
    return { value: user.id, label: post === '' ? user.name : `${user.name} · ${post}` };
  });
}

function fieldOptions(name: string, { surroundings, names }: Designer): readonly Option[] {
  const { form } = surroundings;
  if (name === 'foreach')
    return form.lines.map((line) => ({ value: line.key, label: names.title(line.title) }));
  return conditionFields(surroundings)
    .filter((field) => ['date', 'datetime'].includes(field.kind))
    .map((field) => ({ value: field.path, label: names.option(field) }));
}

function useOptions(kind: ReferenceKind, name: string): readonly Option[] {
  const designer = useDesigner();
  const { document, selection } = useView();
  const { surroundings, names, neighbours } = designer;
  switch (kind) {
    case 'user':
      return userOptions(designer);
    case 'flow':
      return neighbours.flows.map((flow) => ({ value: flow.key, label: names.title(flow.title) }));
    case 'notification':
      return surroundings.notifications.map((each) => ({ value: each.key, label: names.title(each.title) }));
    case 'field':
      return fieldOptions(name, designer);
    case 'node':
      return readingOrder(document)
        .filter((node) => node.id !== selection?.id && isReturnTarget(node, surroundings.catalog))
        .map((node) => ({ value: node.id, label: names.title(node.title) }));
  }
}

/** One of the things that there are: a person, another step, another flow, a field. */
export function ReferenceSetting({ id, kind, name, value, onChange }: ReferenceSettingProps) {
  const text = useText();
  const known = useOptions(kind, name);
  // What is gone stays visible, so that it can be replaced.
  const isGone = value !== undefined && !known.some((option) => option.value === value);
  return (
    <Select<string>
      id={id}
      allowClear={{ label: text('clear') }}
      {...(value === undefined ? {} : { value })}
      placeholder={text(`widgets.choose_${kind}`)}
      notFoundContent={text(`widgets.none_${kind}`)}
      options={isGone ? [...known, { value, label: value }] : [...known]}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(next: string | undefined) => onChange(next)}
    />
  );
}
