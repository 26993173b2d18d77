import { Input } from 'antd';
import type { Localized } from '@dougong/kernel/foundation';
import { useText } from '../../texts/index.js';
import { Field } from '../parts/Field.js';
import { keyOfTitle } from './key-of-title.js';

const TITLE_LENGTH_MAX = 100;

/** Names as they are typed; the key is that of the English name until somebody writes another one. */
export interface Names {
  readonly zh: string;
  readonly en: string;
  readonly key?: string;
}

export function namesOf(title: Localized | undefined): Names {
  return { zh: title?.['zh-CN'] ?? '', en: title?.en ?? '' };
}

/** Without an English name the Chinese one stands for it. */
export function titleOf({ zh, en }: Names): Localized {
  return { 'zh-CN': zh.trim(), en: en.trim() === '' ? zh.trim() : en.trim() };
}

export function keyOf({ key, en }: Names): string {
  return key ?? keyOfTitle(en);
}

interface NameFieldsProps {
  readonly names: Names;
  /** A new thing gets a key; one that stands keeps its own. */
  readonly isNew: boolean;
  readonly isAsked: boolean;
  onNames(names: Names): void;
}

/** The name in both languages, and for something new its key. */
export function NameFields({ names, isNew, isAsked, onNames }: NameFieldsProps) {
  const text = useText();
  const missing = (value: string) =>
    isAsked && value.trim() === '' ? text('organisation.missing') : undefined;
  return (
    <>
      <Field id="rt-org-zh" label={text('organisation.nameZh')} isRequired fault={missing(names.zh)}>
        <Input
          id="rt-org-zh"
          maxLength={TITLE_LENGTH_MAX}
          value={names.zh}
          onChange={(event) => onNames({ ...names, zh: event.target.value })}
        />
      </Field>
      <Field id="rt-org-en" label={text('organisation.nameEn')}>
        <Input
          id="rt-org-en"
          maxLength={TITLE_LENGTH_MAX}
          value={names.en}
          onChange={(event) => onNames({ ...names, en: event.target.value })}
        />
      </Field>
      {isNew ? (
        <Field
          id="rt-org-key"
          label={text('organisation.key')}
          isRequired
          note={text('organisation.keyNote')}
          fault={missing(keyOf(names))}
        >
          <Input
            id="rt-org-key"
            value={keyOf(names)}
            onChange={(event) => onNames({ ...names, key: event.target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}
