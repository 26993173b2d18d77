import type { FormulaDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { DesignedListPage } from '../definitions/DesignedListPage.js';
import { useText } from '../i18n/text.js';

/** A formula that gives something from the start, so that there is something to change. */
const SKELETON = {
  parameters: [{ id: 'value', title: { 'zh-CN': '数值', en: 'Value' }, type: 'number' }],
  result: { type: 'number' },
  expression: 'value',
};

/** All named formulas. */
export function FormulaListPage() {
  return (
    <DesignedListPage<FormulaDefinition>
      kind="formula"
      skeleton={SKELETON}
      note={(definition) => <Shape definition={definition} />}
    />
  );
}

function Shape({ definition: { parameters, result } }: { readonly definition: FormulaDefinition }) {
  const text = useText();
  const title = useLocalized();
  const names = parameters.map((parameter) => title(parameter.title)).join(', ');
  return text('formulas.shape', { parameters: names, result: text(`formulas.types.${result.type}`) });
}
