import { App, Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { DefinitionDiff, DraftList } from '@dougong/ui/api';
import { EmptyState, PageHeader, ProblemPanel, successMessage } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { DesignerShell } from '../app/DesignerShell.js';
import { PageLoading } from '../app/PageLoading.js';
import { useText } from '../i18n/text.js';
import { designChanged, useDesign } from '../surroundings/use-design.js';
import { Link } from 'react-router';
import { DesignPill } from './DesignPill.js';
import { DiffView } from './diff/DiffView.js';
import { useDiff } from './diff/use-diff.js';
import { DraftOperations } from './DraftOperations.js';
import { PublishForm } from './PublishForm.js';
import { RebasePanel } from './RebasePanel.js';
import { RequestPanel } from './RequestPanel.js';
import { usePublishing } from './use-publishing.js';

/** Everything that waits to be published, in words, beside what the check says about it. */
export function PublishPage() {
  const text = useText();
  const design = useDesign();
  const release = useQuery({
    queryKey: ['design', 'release'],
    queryFn: async () => (await api.app()).data.release,
  });
  const problem = design.error ?? release.error;
  const number = release.data?.number;
  const count = design.data?.bundle.drafts.length;
  const note =
    number === undefined || count === undefined
      ? undefined
      : count === 0
        ? text('status.release', { number })
        : text('publish.fromTo', { from: number, to: number + 1 });
  return (
    <DesignerShell title={text('check.page')}>
      <PageHeader
        title={text('check.page')}
        seal={<DesignPill />}
        {...(note === undefined ? {} : { note })}
        actions={
          <>
            <Link className="ds-button" to="/publish/settings">
              {text('publishSettings.title')}
            </Link>
            {count === undefined || count < 2 ? null : <DiscardAll />}
          </>
        }
      />
      <RequestPanel />
      <RebasePanel />
      {problem === null ? null : (
        <ProblemPanel
          problem={problem}
          onRetry={() => {
            void design.refetch();
            void release.refetch();
          }}
        />
      )}
      {problem === null && (design.data === undefined || release.data === undefined) ? <PageLoading /> : null}
      {design.data === undefined || release.data === undefined ? null : (
        <Bundle
          key={`${design.data.bundle.revision}/${release.data.number}`}
          bundle={design.data.bundle}
          releaseNumber={release.data.number}
        />
      )}
    </DesignerShell>
  );
}

interface BundleProps {
  readonly bundle: DraftList;
  readonly releaseNumber: number;
}

/** Reads the drafts that will be published; what is shown follows when somebody has changed them meanwhile. */
async function readDrafts(shown: DraftList): Promise<DraftList> {
  const { data } = await api.design.drafts();
  if (data.revision !== shown.revision) designChanged();
  return data;
}

function Bundle({ bundle, releaseNumber }: BundleProps) {
  const { drafts } = bundle;
  const text = useText();
  const { message } = App.useApp();
  const publishing = usePublishing({
    read: () => readDrafts(bundle),
    onPublished: (number) => void message.open(successMessage(text('publish.done', { number }))),
    onRequested: ({ state }) =>
      void message.open(successMessage(text(state === 'waiting' ? 'schedule.asked' : 'schedule.planned'))),
  });
  return (
    <div className="ds-publish-body is-page">
      <section className="ds-changes" aria-label={text('publish.changes')}>
        {drafts.length === 0 ? (
          <EmptyState reason="first" title={text('check.emptyTitle')} text={text('check.emptyText')} />
        ) : (
          <>
            <h3>{text('publish.changes')}</h3>
            <Changes revision={bundle.revision} />
          </>
        )}
      </section>
      <PublishForm publishing={publishing} releaseNumber={releaseNumber} />
    </div>
  );
}

/** Every draft in words, each with the way back to what is published. */
function Changes({ revision }: { readonly revision: number }) {
  const text = useText();
  const { data, error, refetch } = useDiff('current', 'drafts', revision);
  if (error !== null) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <p className="dg-t2">{text('loading')}</p>;
  return <DiffView diff={data} actionsOf={(definition) => <DraftActions definition={definition} />} />;
}

function DraftActions({ definition }: { readonly definition: DefinitionDiff }) {
  return (
    <>
      <DraftOperations definition={definition} />
      <DiscardDraft definition={definition} />
    </>
  );
}

/** Asks before drafts are thrown away. */
function useDiscard(title: string, content: string, discard: () => Promise<unknown>) {
  const text = useText();
  const { modal } = App.useApp();
  return () =>
    modal.confirm({
      title,
      content,
      okText: text('bar.discard'),
      okButtonProps: { danger: true },
      cancelText: text('cancel'),
      onOk: async () => {
        await discard();
        designChanged();
      },
    });
}

function DiscardDraft({ definition: { kind, key } }: { readonly definition: DefinitionDiff }) {
  const text = useText();
  const discard = useDiscard(text('bar.discardTitle'), text('check.discardText'), () =>
    api.design.dropDraft(kind, key),
  );
  return (
    <Button size="small" onClick={discard}>
      {text('bar.discard')}
    </Button>
  );
}

function DiscardAll() {
  const text = useText();
  const discard = useDiscard(text('bar.discardTitle'), text('history.discardAllText'), () =>
    api.design.discardAll(),
  );
  return <Button onClick={discard}>{text('history.discardAll')}</Button>;
}
