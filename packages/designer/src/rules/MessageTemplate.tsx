import { Select } from 'antd';
import type { RuleAction, RuleDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import type { Named } from '../surroundings/surroundings.js';

interface MessageTemplateProps {
  readonly rule: RuleDefinition;
  readonly templates: readonly Named[];
  readonly onChange: (rule: RuleDefinition) => void;
}

/** Chooses the template that words the message of a rule; nothing where the rule tells nobody. */
export function MessageTemplate({ rule, templates, onChange }: MessageTemplateProps) {
  const text = useText();
  const title = useLocalized();
  const message = Array.isArray(rule.actions) ? rule.actions.find(isMessage) : undefined;
  if (message === undefined || templates.length === 0) return null;
  const chosen = templates.find(
    ({ key }) => key === (message as { readonly notification?: string }).notification,
  );
  return (
    <div className="ds-rule-template">
      <span>{text('notifications.inRule')}</span>
      <Select<string>
        aria-label={text('notifications.inRule')}
        {...(chosen === undefined ? {} : { value: chosen.key })}
        placeholder={text('widgets.choose_notification')}
        options={templates.map((each) => ({
          value: each.key,
          label: typeof each.title === 'string' ? each.title : title(each.title),
        }))}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(key) => onChange(wordedBy(rule, message, key))}
      />
      <small className="dg-t2">{text('notifications.inRuleHint')}</small>
    </div>
  );
}

function isMessage(action: RuleAction): boolean {
  return action.type === 'notify';
}

/** The rule with its message in the words of a template; a text of its own would say it twice. */
export function wordedBy(rule: RuleDefinition, message: RuleAction, notification: string): RuleDefinition {
  const { title: _title, body: _body, ...rest } = message as RuleAction & Record<'title' | 'body', unknown>;
  const worded = { ...rest, notification } as RuleAction;
  return { ...rule, actions: rule.actions.map((action) => (action === message ? worded : action)) };
}
