import { App, Button } from 'antd';
import { Braces, ChevronLeft, Send, Undo } from 'lucide-react';
import { Link } from 'react-router';
import { PageHeader, StatusSeal } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { useText } from '../i18n/text.js';
import { designChanged } from '../surroundings/use-design.js';
import { statusOf } from './load-rules.js';
import type { LoadedRule } from './load-rule.js';
import { RULE_TONES } from './rule-tones.js';

interface RuleHeadProps {
  readonly ruleKey: string;
  readonly title: string;
  readonly loaded: LoadedRule;
  readonly editing: boolean;
  readonly onEdit: () => void;
}

/** Name and state of the rule, and what can be done with it. */
export function RuleHead({ ruleKey, title, loaded, editing, onEdit }: RuleHeadProps) {
  const text = useText();
  const status = statusOf(loaded.published, loaded.draft);
  const hasDraft = loaded.draft !== undefined;
  return (
    <>
      <Link to="/rules" className="ds-back">
        <ChevronLeft size={14} aria-hidden="true" />
        {text('rules.notFound.back')}
      </Link>
      <PageHeader
        title={title}
        note={<code>{ruleKey}</code>}
        seal={<StatusSeal tone={RULE_TONES[status]}>{text(`status.${status}`)}</StatusSeal>}
        actions={
          <>
            {hasDraft && !editing ? <Discard ruleKey={ruleKey} loaded={loaded} /> : null}
            {editing ? null : (
              <Button icon={<Braces size={16} />} onClick={onEdit}>
                {text('rules.editJson')}
              </Button>
            )}
            {hasDraft && !editing ? (
              <Link to="/publish" className="ds-button-link">
                <Button type="primary" icon={<Send size={16} />} tabIndex={-1}>
                  {text('check.toPublish')}
                </Button>
              </Link>
            ) : null}
          </>
        }
      />
    </>
  );
}

function Discard({ ruleKey, loaded }: Pick<RuleHeadProps, 'ruleKey' | 'loaded'>) {
  const text = useText();
  const { modal } = App.useApp();
  const discard = () =>
    modal.confirm({
      title: text('bar.discardTitle'),
      content: text(loaded.published === null ? 'rules.discardNew' : 'rules.discardText'),
      okText: text('bar.discard'),
      okButtonProps: { danger: true },
      cancelText: text('cancel'),
      onOk: async () => {
        await api.design.dropDraft('rule', ruleKey);
        designChanged();
      },
    });
  return (
    <Button icon={<Undo size={16} />} onClick={discard}>
      {text('bar.discard')}
    </Button>
  );
}
