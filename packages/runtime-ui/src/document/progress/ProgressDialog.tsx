import { Alert, App, Button, Modal } from 'antd';
import { Copy, Plus, Printer, Trash2 } from 'lucide-react';
import { formatMoment } from '@dougong/ui/numbers';
import { EmptyState, successMessage } from '@dougong/ui/shell';
import { useNow } from '../../data/clock.js';
import { PageLoading } from '../../parts/PageLoading.js';
import { PageProblem } from '../../parts/PageProblem.js';
import { useText } from '../../texts/index.js';
import { useProgressLinks, type ProgressLink } from './progress-links.js';
import './progress.css';

interface CodeProps {
  readonly link: ProgressLink;
  readonly title: string;
}

/** The code as paper shows it: what it is of, and that it is to be scanned. */
function Code({ link, title }: CodeProps) {
  const text = useText();
  return (
    <figure className="rt-progress-code">
      <img
        src={`data:image/svg+xml,${encodeURIComponent(link.code)}`}
        width={160}
        height={160}
        alt={text('progress.code', { title })}
      />
      <figcaption>
        <b>{title}</b>
        {text('progress.scan')}
      </figcaption>
    </figure>
  );
}

interface LinkProps extends CodeProps {
  onRevoke(): void;
}

function Link({ link, title, onRevoke }: LinkProps) {
  const text = useText();
  const now = useNow();
  const { modal, message } = App.useApp();
  const copy = () =>
    void navigator.clipboard
      .writeText(link.url)
      .then(() => message.open(successMessage(text('progress.copied'))));
  const ask = () =>
    modal.confirm({
      title: text('progress.revokeTitle'),
      content: text('progress.revokeText'),
      okText: text('progress.revoke'),
      okButtonProps: { danger: true },
      cancelText: text('cancel'),
      onOk: onRevoke,
    });
  return (
    <li className="rt-progress-link">
      <Code link={link} title={title} />
      <div>
        <code className="dg-code">{link.url}</code>
        <p className="dg-t2">
          {text('progress.until', { when: formatMoment(link.expiresAt, now) })} ·{' '}
          {text('progress.views', { count: link.views })}
        </p>
        <div className="rt-progress-buttons">
          <Button icon={<Copy size={16} aria-hidden="true" />} onClick={copy}>
            {text('progress.copy')}
          </Button>
          <Button icon={<Printer size={16} aria-hidden="true" />} onClick={() => window.print()}>
            {text('progress.print')}
          </Button>
          <Button danger icon={<Trash2 size={16} aria-hidden="true" />} onClick={ask}>
            {text('progress.revoke')}
          </Button>
        </div>
      </div>
    </li>
  );
}

interface ProgressDialogProps {
  readonly form: string;
  readonly recordId: string;
  readonly title: string;
  onClose(): void;
}

/** The links to the progress of a document: shown, copied, printed, made and revoked. */
export function ProgressDialog({ form, recordId, title, onClose }: ProgressDialogProps) {
  const text = useText();
  const { links, issue, revoke } = useProgressLinks(form, recordId);
  const problem = issue.error ?? revoke.error;
  return (
    <Modal
      open
      className="rt-progress"
      width={640}
      title={text('progress.title')}
      onCancel={onClose}
      footer={
        <Button
          type="primary"
          icon={<Plus size={16} aria-hidden="true" />}
          loading={issue.isPending}
          onClick={() => issue.mutate()}
        >
          {text('progress.issue')}
        </Button>
      }
    >
      <p className="rt-progress-note">{text('progress.note')}</p>
      {problem === null ? null : <Alert type="error" showIcon title={problem.message} />}
      {links.error === null ? null : (
        <PageProblem problem={links.error} onRetry={() => void links.refetch()} />
      )}
      {links.isPending ? <PageLoading /> : null}
      {links.data?.length === 0 ? (
        <EmptyState reason="first" title={text('progress.none')} text={text('progress.noneText')} />
      ) : null}
      <ul className="rt-progress-links">
        {(links.data ?? []).map((link) => (
          <Link key={link.id} link={link} title={title} onRevoke={() => revoke.mutate(link.id)} />
        ))}
      </ul>
    </Modal>
  );
}
