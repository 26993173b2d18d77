import { useState } from 'react';
import type { Issue } from '@dougong/kernel/foundation';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { issueSentence, useLanguage, useLocalized, useUiText } from '../i18n/index.js';
import { newMessages, newsOf, type FormNews } from './form-news.js';
import type { FormState } from './form-state.js';
import { useAskedFields, useHiddenFields, useRuleMessages } from './use-form.js';

const WORDS = {
  shown: 'forms.newsShown',
  asked: 'forms.newsAsked',
  free: 'forms.newsFree',
  gone: 'forms.newsGone',
} as const;

const NO_NEWS: readonly FormNews[] = [];
const NO_MESSAGES: readonly Issue[] = [];

interface NewsProps {
  readonly definition: FormDefinition;
  readonly state: FormState;
}

/** Tells who only hears the form that fields came, went or are asked for, and what rules say, while something is typed. */
export function FormNewsLine({ definition, state }: NewsProps) {
  const text = useUiText();
  const title = useLocalized();
  const { language } = useLanguage();
  const hidden = useHiddenFields(state);
  const asked = useAskedFields(state);
  const said = useRuleMessages(state);
  const [told, setTold] = useState({ shape: { hidden, asked }, said, news: NO_NEWS, messages: NO_MESSAGES });
  if (told.shape.hidden !== hidden || told.shape.asked !== asked || told.said !== said) {
    const shape = { hidden, asked };
    setTold({ shape, said, news: newsOf(told.shape, shape), messages: newMessages(told.said, said) });
  }
  const titleOf = (field: string) => title(definition.schema.properties[field]?.['x-title']) || field;
  const sentences = [
    ...told.news.map(({ kind, fields }) =>
      text(WORDS[kind], { fields: fields.map(titleOf).join(text('forms.newsAnd')) }),
    ),
    ...told.messages.map((message) => issueSentence(message, language)),
  ];
  return (
    <p className="dg-sr" role="status">
      {sentences.join(' ')}
    </p>
  );
}
