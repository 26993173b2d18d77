import type { FlowDefinition, RuleDefinition } from '@dougong/kernel/metadata';
import { useLanguage } from '@dougong/ui/i18n';
import { tellingChanges } from '../flows/flow-diff.js';
import { changeSentence } from '../flows/flow-sentences.js';
import { useText } from '../i18n/text.js';
import { ruleSentence } from '../rules/rule-words.js';
import type { Names } from '../surroundings/names.js';
import { ChangeLine } from './ChangeLine.js';
import { placeText, propertyValueText } from './property-text.js';
import { valueChanges } from './value-changes.js';

interface DefinitionChangesProps {
  readonly kind: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly names: Names | undefined;
}

/** What a draft changes in a definition: old and new property in words. */
export function DefinitionChanges({ kind, before, after, names }: DefinitionChangesProps) {
  const text = useText();
  if (after === null) return <Whole kind="removed" lead={text('publish.wholeRemoved')} />;
  if (before === null) {
    const isRule = kind === 'rule' && names !== undefined;
    const lead = isRule ? ruleSentence(after as RuleDefinition, names) : text('publish.wholeAdded');
    return <Whole kind="added" lead={lead} />;
  }
  if (kind === 'flow' && names !== undefined)
    return <FlowChanges before={before as FlowDefinition} after={after as FlowDefinition} names={names} />;
  return <PropertyChanges before={before} after={after} names={names} />;
}

function Whole({ kind, lead }: { readonly kind: 'added' | 'removed'; readonly lead: string }) {
  return (
    <ul>
      <ChangeLine kind={kind} lead={lead} />
    </ul>
  );
}

interface FlowChangesProps {
  readonly before: FlowDefinition;
  readonly after: FlowDefinition;
  readonly names: Names;
}

function FlowChanges({ before, after, names }: FlowChangesProps) {
  const changes = tellingChanges(before, after);
  if (changes.length === 0) return <Same />;
  return (
    <ul>
      {changes.map((change, at) => (
        <ChangeLine key={at} kind={change.kind} {...changeSentence(change, names, { before, after })} />
      ))}
    </ul>
  );
}

function PropertyChanges({ before, after, names }: Omit<DefinitionChangesProps, 'kind'>) {
  const text = useText();
  const { language } = useLanguage();
  const wording = { language, text, names };
  const changes = valueChanges(before, after);
  if (changes.length === 0) return <Same />;
  return (
    <ul>
      {changes.map((change) => (
        <ChangeLine
          key={change.path.join('/')}
          kind={change.kind}
          lead={`${placeText(change.path, wording)}${language === 'zh-CN' ? '：' : ':'}`}
          before={propertyValueText(change.path, change.before, wording)}
          after={propertyValueText(change.path, change.after, wording)}
        />
      ))}
    </ul>
  );
}

function Same() {
  const text = useText();
  return <p className="dg-t2">{text('publish.noChanges')}</p>;
}
