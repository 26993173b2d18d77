import { Tabs } from 'antd';
import type { RuleDefinition } from '@dougong/kernel/metadata';
import { useText } from '../../i18n/text.js';
import { useNamesWhenReady } from '../../surroundings/use-names.js';
import type { LoadedRule } from '../load-rule.js';
import { ReplayPanel } from './ReplayPanel.js';
import { TracesPanel } from './TracesPanel.js';
import { TryPanel } from './TryPanel.js';
import './try.css';

interface RuleToolsProps {
  readonly ruleKey: string;
  readonly rule: RuleDefinition | undefined;
  readonly loaded: LoadedRule;
}

/** Ways to see what the rule does before and after it is published. */
export function RuleTools({ ruleKey, rule, loaded }: RuleToolsProps) {
  const text = useText();
  const names = useNamesWhenReady(loaded.surroundings);
  if (names === undefined) return null;
  const isPublished = loaded.published !== null;
  return (
    <section className="ds-rule-tools" aria-label={text('try.title')}>
      <Tabs
        items={[
          { key: 'try', label: text('try.title'), children: <TryPanel rule={rule} names={names} /> },
          { key: 'replay', label: text('replay.title'), children: <ReplayPanel rule={rule} names={names} /> },
          {
            key: 'traces',
            label: text('traces.title'),
            children: isPublished ? (
              <TracesPanel ruleKey={ruleKey} names={names} />
            ) : (
              <p className="ds-try">{text('traces.unpublished')}</p>
            ),
          },
        ]}
      />
    </section>
  );
}
