import { useParams } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { useForm } from '../data/form-models.js';
import { formEntry, useApplication, useRecord } from '../data/queries.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { usePageTitle } from '../parts/page-focus.js';
import { DocumentEditor } from './DocumentEditor.js';
import { NEW_ID } from './use-open-document.js';

/** One record of a form, new or stored. */
export function DocumentPage() {
  const { form = '', id = '' } = useParams();
  const title = useLocalized();
  const isNew = id === NEW_ID;
  const { data: app } = useApplication();
  const loadedForm = useForm(form);
  const record = useRecord(form, isNew ? undefined : id);
  const problem = loadedForm.error ?? (isNew || record.data !== undefined ? null : record.error);
  const code = record.data?.record[loadedForm.data?.definition.ui.codeField ?? ''];
  usePageTitle(
    [title(loadedForm.data?.definition.title), typeof code === 'string' ? code : ''].join(' ').trim(),
    title(app?.application.title),
  );
  if (problem !== null) {
    return (
      <PageProblem
        problem={problem}
        onRetry={() => {
          void loadedForm.refetch();
          if (!isNew) void record.refetch();
        }}
      />
    );
  }
  if (loadedForm.data === undefined || (!isNew && record.data === undefined)) return <PageLoading />;
  return (
    <DocumentEditor
      key={`${form}/${id}`}
      form={loadedForm.data}
      loaded={isNew ? null : (record.data ?? null)}
      mayCreate={formEntry(app, form)?.can.create === true}
    />
  );
}
