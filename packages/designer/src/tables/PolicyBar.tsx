import { Select } from 'antd';
import { HIT_POLICIES, TABLE_AGGREGATIONS } from '@dougong/kernel/metadata';
import type { DecisionTableDefinition, HitPolicy, TableAggregation } from '@dougong/kernel/metadata';
import { HIT_POLICY_PARTS } from '@dougong/kernel/rules';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';

interface PolicyBarProps {
  readonly definition: DecisionTableDefinition;
  readonly onChange: (change: (table: DecisionTableDefinition) => DecisionTableDefinition) => void;
}

/** What happens where several rows fit, with a sentence of what it means. */
export function PolicyBar({ definition, onChange }: PolicyBarProps) {
  const text = useText();
  const title = useLocalized();
  const { hitPolicy, aggregation = 'LIST' } = definition;
  const choosePolicy = (next: HitPolicy) =>
    onChange(({ aggregation: _, ...table }) => ({ ...table, hitPolicy: next }));
  return (
    <div className="ds-policy">
      <label>
        <span>{text('tables.policy')}</span>
        <Select<HitPolicy>
          value={hitPolicy}
          popupMatchSelectWidth={false}
          options={HIT_POLICIES.map((policy) => ({
            value: policy,
            label: `${title(HIT_POLICY_PARTS[policy].title)} (${policy})`,
          }))}
          onChange={choosePolicy}
        />
      </label>
      {hitPolicy === 'COLLECT' ? (
        <label>
          <span>{text('tables.aggregation')}</span>
          <Select<TableAggregation>
            value={aggregation}
            options={TABLE_AGGREGATIONS.map((name) => ({
              value: name,
              label: text(`tables.aggregations.${name}`),
            }))}
            onChange={(next) => onChange((table) => ({ ...table, aggregation: next }))}
          />
        </label>
      ) : null}
      <p className="dg-t2">
        {text('tables.policyMeans', { means: title(HIT_POLICY_PARTS[hitPolicy].description) })}
      </p>
    </div>
  );
}
