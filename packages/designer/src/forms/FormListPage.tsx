import type { Definition, FormDefinition } from '@dougong/kernel/metadata';
import { DesignedListPage } from '../definitions/DesignedListPage.js';
import { useText } from '../i18n/text.js';
import { fieldRows } from './field-place.js';

/** A form that can be published from the start, so that there is something to change. */
const SKELETON = {
  usage: 'master',
  schema: {
    type: 'object',
    properties: { name: { type: 'string', 'x-title': { 'zh-CN': '名称', en: 'Name' } } },
  },
  ui: { order: ['name'], titleField: 'name' },
};

/** All forms, with how many fields they have. */
export function FormListPage() {
  return (
    <DesignedListPage<FormDefinition>
      kind="form"
      skeleton={SKELETON}
      note={(definition) => <Shape definition={definition} />}
      usesOf={formUses}
    />
  );
}

function Shape({ definition }: { readonly definition: FormDefinition }) {
  const text = useText();
  return text('forms.shape', {
    usage: text(`forms.usages.${definition.usage}`),
    count: fieldRows(definition).length,
  });
}

/** Definitions that are about a form or refer to it. */
function formUses({ key }: FormDefinition, all: readonly Definition[]): number {
  const named = `"form":${JSON.stringify(key)}`;
  return all
    .filter((each) => each.key !== key || each.kind !== 'form')
    .filter((each) => JSON.stringify(each).includes(named)).length;
}
