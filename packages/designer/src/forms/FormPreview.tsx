import { useMemo } from 'react';
import { withChoices } from '@dougong/kernel/forms';
import type { ChoiceListDefinition, Definition, FormDefinition } from '@dougong/kernel/metadata';
import { createFormState, lineTables } from '@dougong/ui/forms';
import type { FileStore } from '@dougong/ui/forms';
import { PageErrorBoundary } from '@dougong/ui/shell';
import { useText } from '../i18n/text.js';
import { SampleForm } from '../rules/try/SampleForm.js';
import { withTables } from '../rules/try/use-sample.js';

/** Files chosen in the preview are shown and kept nowhere: the field may not be published yet. */
const NOWHERE: FileStore = {
  upload: (_, { name, type, size }) =>
    Promise.resolve({ id: crypto.randomUUID(), name, mediaType: type, bytes: size }),
  url: () => '',
};

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
  const state = useMemo(
    () => createFormState({ values: withTables(shown, {}), tables: lineTables(shown) }),
    [shown],
  );
  return (
    <section className="ds-panel ds-preview" aria-label={text('forms.preview')}>
      <h2>{text('forms.preview')}</h2>
      {isSound ? (
        <PageErrorBoundary homePath="/designer/forms" key={JSON.stringify(shown.schema)}>
          <SampleForm definition={shown} state={state} files={NOWHERE} />
        </PageErrorBoundary>
      ) : (
        <p className="dg-t2">{text('forms.previewLater')}</p>
      )}
    </section>
  );
}
