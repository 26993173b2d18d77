import { useMemo } from 'react';
import { withChoices } from '@dougong/kernel/forms';
import type { ChoiceListDefinition, Definition, FormDefinition } from '@dougong/kernel/metadata';
import { createFormState } from '@dougong/ui/forms';
import { PageErrorBoundary } from '@dougong/ui/shell';
import { useText } from '../i18n/text.js';
import { SampleForm } from '../rules/try/SampleForm.js';

interface FormPreviewProps {
  readonly form: FormDefinition;
  readonly all: readonly Definition[];
  readonly isSound: boolean;
}

/** The form as people will see it, with blank fields; what is typed here is kept nowhere. */
export function FormPreview({ form, all, isSound }: FormPreviewProps) {
  const text = useText();
  const shown = useMemo(() => {
    const lists = all.filter((each): each is ChoiceListDefinition => each.kind === 'choice-list');
    return withChoices(form, (key) => lists.find((list) => list.key === key));
  }, [form, all]);
  // Another definition is another form: values of a field that is of another kind now would not fit.
  const state = useMemo(() => createFormState({ values: {} }), [shown]); // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <section className="ds-panel ds-preview" aria-label={text('forms.preview')}>
      <h2>{text('forms.preview')}</h2>
      {isSound ? (
        <PageErrorBoundary homePath="/designer/forms" key={JSON.stringify(shown.schema)}>
          <SampleForm definition={shown} state={state} />
        </PageErrorBoundary>
      ) : (
        <p className="dg-t2">{text('forms.previewLater')}</p>
      )}
    </section>
  );
}
