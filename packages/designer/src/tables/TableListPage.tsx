import type { DecisionTableDefinition } from '@dougong/kernel/metadata';
import { HIT_POLICY_PARTS } from '@dougong/kernel/rules';
import { useLocalized } from '@dougong/ui/i18n';
import { DesignedListPage } from '../definitions/DesignedListPage.js';
import { useText } from '../i18n/text.js';

/** A table that answers something from the start, so that there is something to change. */
const SKELETON = {
  inputs: [
    { id: 'amount', title: { 'zh-CN': '金额', en: 'Amount' }, type: 'number', scale: 2, required: true },
  ],
  outputs: [{ id: 'result', title: { 'zh-CN': '结果', en: 'Result' }, type: 'text' }],
  hitPolicy: 'FIRST',
  rows: [{ id: 'row_1', when: { amount: '-' }, then: {} }],
};

/** All decision tables. */
export function TableListPage() {
  return (
    <DesignedListPage<DecisionTableDefinition>
      kind="decision-table"
      skeleton={SKELETON}
      note={(definition) => <Shape definition={definition} />}
    />
  );
}

function Shape({ definition }: { readonly definition: DecisionTableDefinition }) {
  const text = useText();
  const title = useLocalized();
  const { inputs, outputs, rows, hitPolicy } = definition;
  const names = (columns: readonly { readonly title: Parameters<typeof title>[0] }[]) =>
    columns.map((column) => title(column.title)).join(', ');
  return text('tables.shape', {
    inputs: names(inputs),
    outputs: names(outputs),
    rows: text('tables.rowCount', { count: rows.length }),
    policy: title(HIT_POLICY_PARTS[hitPolicy].title),
  });
}
