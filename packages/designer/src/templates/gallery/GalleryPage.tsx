import { Link } from 'react-router';
import { TriangleAlert } from 'lucide-react';
import type { GalleryAnswer, GalleryEntry } from '@dougong/ui/api';
import { EmptyState, ProblemPanel } from '@dougong/ui/shell';
import { PageLoading } from '../../app/PageLoading.js';
import { useText } from '../../i18n/text.js';
import { TemplatesFrame } from '../TemplatesFrame.js';
import { useGallery } from '../use-gallery.js';
import { ChangeHistory } from './ChangeHistory.js';
import { TemplateCard } from './TemplateCard.js';
import { useUpload } from './UploadPackage.js';

/** The gallery: what is installed, what can be, and what was done. */
export function GalleryPage() {
  const text = useText();
  const upload = useUpload();
  const { data, error, refetch, isEnabled } = useGallery();
  const count = data?.data.filter(({ installed }) => installed !== null).length;
  return (
    <TemplatesFrame
      title={text('templates.title')}
      {...(count === undefined ? {} : { note: text('templates.note', { count }) })}
      {...(isEnabled
        ? {
            actions: (
              <>
                <Link className="ds-button" to="/templates/samples">
                  {text('templates.clearSamples')}
                </Link>
                {upload.button}
              </>
            ),
          }
        : {})}
    >
      {upload.problem === null ? null : (
        <ProblemPanel problem={upload.problem} advice={text('templates.uploadAdvice')} />
      )}
      {error === null ? null : <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <PageLoading /> : null}
      {data === undefined ? null : <Found gallery={data} />}
    </TemplatesFrame>
  );
}

function Found({ gallery: { data, unreadable } }: { readonly gallery: GalleryAnswer }) {
  const text = useText();
  const installed = data.filter((entry) => entry.installed !== null);
  const available = data.filter((entry) => entry.installed === null);
  if (data.length === 0 && unreadable.length === 0)
    return (
      <EmptyState reason="first" title={text('templates.emptyTitle')} text={text('templates.emptyText')} />
    );
  return (
    <>
      <Group title={text('templates.installedGroup')} entries={installed} />
      <Group title={text('templates.availableGroup')} entries={available} />
      <Unreadable folders={unreadable} />
      <ChangeHistory entries={data} />
    </>
  );
}

function Group({ title, entries }: { readonly title: string; readonly entries: readonly GalleryEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <section aria-label={title} className="ds-template-group">
      <h2>{title}</h2>
      <div className="ds-template-cards">
        {entries.map((entry) => (
          <TemplateCard key={entry.key} entry={entry} />
        ))}
      </div>
    </section>
  );
}

/** Folders beside the engine that hold no sound template, each with its faults. */
function Unreadable({ folders }: { readonly folders: GalleryAnswer['unreadable'] }) {
  const text = useText();
  if (folders.length === 0) return null;
  return (
    <section className="ds-panel is-warning" aria-label={text('templates.unreadable')}>
      <h2>
        <TriangleAlert size={16} aria-hidden="true" />
        {text('templates.unreadable')}
      </h2>
      {folders.map(({ folder, detail, errors }) => (
        <details key={folder}>
          <summary>
            <b>{folder}</b> {detail}
          </summary>
          <ul>
            {errors.map(({ pointer, detail: fault }, at) => (
              <li key={at}>
                <code>{pointer}</code> {fault}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
