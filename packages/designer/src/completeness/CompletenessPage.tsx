import { useState } from 'react';
import { App, Button } from 'antd';
import { CircleAlert, CircleCheck, Info, TriangleAlert, WandSparkles } from 'lucide-react';
import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import type { CompletenessAnswer, CompletenessGap } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { PageHeader, ProblemPanel, successMessage } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { DesignerShell } from '../app/DesignerShell.js';
import { PageLoading } from '../app/PageLoading.js';
import { useText } from '../i18n/text.js';
import { definitionPath } from '../release/definition-icons.js';
import { DesignPill } from '../release/DesignPill.js';
import '../release/release.css';
import { designChanged, useTitleOf } from '../surroundings/use-design.js';
import { installPath } from '../templates/install/install-path.js';
import { useGallery } from '../templates/use-gallery.js';
import { bySeverity } from './by-severity.js';
import { closers } from './closers.js';
import '../templates/templates.css';
import './completeness.css';

const ICONS = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;

/** Whether what goes forward can go back and nothing gets stuck: each gap in words, with what would close it. */
export function CompletenessPage() {
  const text = useText();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['design', 'completeness'],
    queryFn: async () => (await api.templates.completeness()).data,
  });
  return (
    <DesignerShell title={text('completeness.title')}>
      <PageHeader
        title={text('completeness.title')}
        seal={<DesignPill />}
        {...(data === undefined ? {} : { note: text('completeness.note', { count: data.findings.length }) })}
        actions={
          <Button loading={isFetching} onClick={() => void refetch()}>
            {text('completeness.again')}
          </Button>
        }
      />
      <div className="ds-page ds-completeness">
        {error === null ? null : <ProblemPanel problem={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null ? <PageLoading /> : null}
        {data === undefined ? null : <Gaps found={data} />}
      </div>
    </DesignerShell>
  );
}

function Gaps({ found }: { readonly found: CompletenessAnswer }) {
  const text = useText();
  const groups = bySeverity(found.findings);
  return (
    <>
      {groups.length === 0 ? (
        <p className="ds-panel ds-check is-good">
          <CircleCheck size={16} aria-hidden="true" />
          {text('completeness.whole')}
        </p>
      ) : null}
      {groups.map(({ severity, findings }) => (
        <section key={severity} className="ds-panel" aria-label={text(`completeness.severity.${severity}`)}>
          <h2>
            {text(`completeness.severity.${severity}`)} <span className="dg-t2">{findings.length}</span>
          </h2>
          <ul className="ds-findings">
            {findings.map((gap) => (
              <Gap key={gap.id} gap={gap} revision={found.revision} rules={found.rules} />
            ))}
          </ul>
        </section>
      ))}
      <Rules rules={found.rules} findings={found.findings} />
    </>
  );
}

interface GapProps {
  readonly gap: CompletenessGap;
  readonly revision: number;
  readonly rules: CompletenessAnswer['rules'];
}

function Gap({ gap, revision, rules }: GapProps) {
  const text = useText();
  const title = useLocalized();
  const titleOf = useTitleOf();
  const { severity, kind, key, sentence, rule, pointer, fix } = gap;
  const Icon = ICONS[severity];
  const path = definitionPath(kind, key);
  const { data: gallery } = useGallery();
  const entries = gallery?.data ?? [];
  const own = kind === 'template' ? entries.find((entry) => entry.key === key)?.title : undefined;
  const name = `${text(`kinds.${kind}`)} ${title(own ?? titleOf(kind, key))}`;
  return (
    <li className={`is-${severity}`}>
      <Icon size={14} aria-hidden="true" />
      <div>
        <p className="ds-finding-where">
          <span className="ds-finding-weight">{title(rules.find((each) => each.kind === rule)?.title)}</span>
          {path === undefined ? <b>{name}</b> : <Link to={path}>{name}</Link>}
          <code>{pointer}</code>
        </p>
        <p>{title(sentence)}</p>
        {closers(gap, entries).map(({ entry, offer }) => (
          <p key={entry.key}>
            <Link to={installPath(offer.id)}>
              {text('completeness.closedBy', { name: title(entry.title) })}
            </Link>
          </p>
        ))}
        {fix === undefined ? null : <Fix id={gap.id} fix={fix} revision={revision} />}
      </div>
    </li>
  );
}

interface FixProps {
  readonly id: string;
  readonly fix: NonNullable<CompletenessGap['fix']>;
  readonly revision: number;
}

/** What would close a gap, and the button that puts it into the drafts. Nothing is published by that. */
function Fix({ id, fix, revision }: FixProps) {
  const text = useText();
  const title = useLocalized();
  const titleOf = useTitleOf();
  const { message } = App.useApp();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const put = async () => {
    setSending(true);
    setProblem(null);
    try {
      await api.templates.closeGap(id, { ifMatch: `"${revision}"` });
      void message.open(successMessage(text('completeness.fixed')));
      designChanged();
    } catch (failure) {
      setProblem(failure);
      designChanged();
    } finally {
      setSending(false);
    }
  };
  const parts = fix.definitions.map(({ kind, key, isNew, operations, definition }) => {
    const name = `${text(`kinds.${kind}`)} ${title(definition.title ?? titleOf(kind, key))}`;
    return isNew
      ? text('completeness.makes', { name })
      : text('completeness.changes', { name, count: operations.length });
  });
  return (
    <div className="ds-fix">
      <Button size="small" icon={<WandSparkles size={14} />} loading={isSending} onClick={() => void put()}>
        {title(fix.title)}
      </Button>
      <span className="dg-t2">{parts.join(text('templates.comma'))}</span>
      {problem === null ? null : <ProblemPanel problem={problem} />}
    </div>
  );
}

/** Everything that is looked for, with how often it was found. */
function Rules({ rules, findings }: Pick<CompletenessAnswer, 'rules' | 'findings'>) {
  const text = useText();
  const title = useLocalized();
  return (
    <details className="ds-panel">
      <summary>{text('completeness.rules', { count: rules.length })}</summary>
      <dl className="ds-rules-looked">
        {rules.map(({ kind, title: name, description }) => (
          <div key={kind}>
            <dt>
              {title(name)}{' '}
              <span className="dg-t2">{findings.filter(({ rule }) => rule === kind).length}</span>
            </dt>
            <dd>{title(description)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
