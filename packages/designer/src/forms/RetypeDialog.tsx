import { useState } from 'react';
import { Modal } from 'antd';
import type { FieldDefinition } from '@dougong/kernel/metadata';
import { issueSentence, useLanguage, useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel } from '@dougong/ui/shell';
import { PageLoading } from '../app/PageLoading.js';
import { useText } from '../i18n/text.js';
import type { CatalogPart } from '../surroundings/catalog.js';
import { asKind } from './field-edits.js';
import { kindOf } from './field-kinds.js';
import { useRetypePreview } from './field-questions.js';
import type { RetypePreview } from './field-questions.js';
import { newField } from './field-skeleton.js';
import type { Offered } from './field-skeleton.js';
import { KindPicker } from './KindPicker.js';

interface RetypeDialogProps {
  readonly form: string;
  readonly path: string;
  readonly field: FieldDefinition;
  readonly parts: readonly CatalogPart[];
  readonly offered: Omit<Offered, 'title' | 'firstChoice'>;
  readonly isPublished: boolean;
  readonly onRetype: (field: FieldDefinition) => void;
  readonly onClose: () => void;
}

/** Chooses another kind for a field and shows what would become of the values that are there. */
export function RetypeDialog(props: RetypeDialogProps) {
  const { form, path, field, parts, offered, isPublished, onRetype, onClose } = props;
  const text = useText();
  const title = useLocalized();
  const [kind, setKind] = useState<string>();
  const part = parts.find((each) => each.kind === kind);
  const word = text('forms.choice', { number: 1 });
  const next =
    part === undefined || kind === kindOf(field)
      ? undefined
      : asKind(
          field,
          newField(part, {
            ...offered,
            title: field['x-title'],
            firstChoice: { 'zh-CN': word, en: word },
          }),
        );
  const query = useRetypePreview(form, path, isPublished ? next : undefined);
  const isNever = query.data?.kind === 'never';
  return (
    <Modal
      open
      title={text('forms.retypeTitle', { name: title(field['x-title']) })}
      okText={text('forms.retypeOk')}
      cancelText={text('cancel')}
      okButtonProps={{
        disabled: next === undefined || isNever || (isPublished && query.data === undefined),
      }}
      width={640}
      onOk={() => {
        if (next !== undefined) onRetype(next);
      }}
      onCancel={onClose}
    >
      <KindPicker parts={parts} chosen={kind ?? kindOf(field)} withLines={false} onChoose={setKind} />
      <div className="ds-asked" aria-live="polite">
        {next === undefined ? <p className="dg-t2">{text('forms.retypeChoose')}</p> : null}
        {next !== undefined && !isPublished ? <p>{text('forms.retypeNew')}</p> : null}
        {query.error === null ? null : <ProblemPanel problem={query.error} />}
        {query.isFetching && query.data === undefined ? <PageLoading /> : null}
        {next === undefined || query.data === undefined ? null : <Outcome preview={query.data} />}
      </div>
    </Modal>
  );
}

function Outcome({ preview }: { readonly preview: RetypePreview }) {
  const text = useText();
  const { language } = useLanguage();
  const { kind, values, converts, fails, examples, isCapped } = preview;
  if (kind === 'never') return <p className="ds-fault">{text('forms.retypeNever')}</p>;
  if (kind === 'keep') return <p>{text('forms.retypeKeep')}</p>;
  return (
    <>
      <dl className="ds-counts">
        <dt>{text(isCapped ? 'forms.valuesCapped' : 'forms.values')}</dt>
        <dd>{values}</dd>
        <dt>{text('forms.converts')}</dt>
        <dd>{converts}</dd>
        <dt>{text('forms.fails')}</dt>
        <dd className={fails > 0 ? 'is-fault' : ''}>{fails}</dd>
      </dl>
      {fails === 0 ? (
        <p>{text('forms.retypeAll')}</p>
      ) : (
        <p className="ds-fault">{text('forms.retypeFails')}</p>
      )}
      {examples.length === 0 ? null : (
        <ul className="ds-examples" aria-label={text('forms.examples')}>
          {examples.map(({ record, line, value, code }) => (
            <li key={`${record}/${line ?? ''}`}>
              <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
              <span>{issueSentence({ code, params: { value } }, language)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
