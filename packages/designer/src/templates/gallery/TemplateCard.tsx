import { Button, Dropdown } from 'antd';
import { ArrowUp, Ellipsis } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import type { GalleryEntry, TemplateOffer } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { StatusSeal } from '@dougong/ui/shell';
import { useText } from '../../i18n/text.js';
import { installPath } from '../install/install-path.js';
import { useKindCount } from '../use-kind-words.js';
import { bestOffer, inOrder, shortContents, stateOf } from './gallery-state.js';
import { Skyline } from './Skyline.js';
import { WaysLine } from './WaysLine.js';

/** One template: what it is for, what it brings, what it lacks, and what can be done with it. */
export function TemplateCard({ entry }: { readonly entry: GalleryEntry }) {
  const title = useLocalized();
  const { installed } = entry;
  const offer = bestOffer(entry);
  const about = installed?.about ?? offer?.about ?? entry.offers[0]?.about;
  return (
    <article className="ds-template" aria-labelledby={`template-${entry.key}`}>
      <Skyline contents={inOrder(about?.contents ?? [])} />
      <div className="ds-template-words">
        <header>
          <h2 id={`template-${entry.key}`}>{title(entry.title)}</h2>
          <State entry={entry} offer={offer} />
        </header>
        {entry.industry === undefined ? null : (
          <p className="ds-template-industry">{title(entry.industry)}</p>
        )}
        {entry.description === undefined ? null : <p className="dg-t2">{title(entry.description)}</p>}
        {about === undefined ? null : (
          <>
            <Contents about={about} />
            <WaysLine about={about} />
          </>
        )}
        <ChangedHere entry={entry} />
        <footer>
          <Provenance entry={entry} offer={offer} />
          <Actions entry={entry} offer={offer} />
        </footer>
      </div>
    </article>
  );
}

interface OfferProps {
  readonly entry: GalleryEntry;
  readonly offer: TemplateOffer | undefined;
}

function State({ entry, offer }: OfferProps) {
  const text = useText();
  switch (stateOf(entry)) {
    case 'available':
      return <StatusSeal tone="preview">{text('templates.state.available')}</StatusSeal>;
    case 'installed':
      return <StatusSeal tone="done">{text('templates.state.installed')}</StatusSeal>;
    case 'update':
      return (
        <StatusSeal tone="waiting">
          {offer?.relation === 'other'
            ? text('templates.state.other')
            : text('templates.state.update', { version: offer?.version })}
        </StatusSeal>
      );
  }
}

function Contents({ about }: { readonly about: TemplateOffer['about'] }) {
  const text = useText();
  const counted = useKindCount();
  const { shown, rest } = shortContents(about.contents);
  return (
    <ul className="ds-template-contents" aria-label={text('templates.contents')}>
      {shown.map(({ kind, count }) => (
        <li key={kind} className="ds-tag">
          {counted(kind, count)}
        </li>
      ))}
      {rest === 0 ? null : <li className="ds-tag">{text('templates.more', { count: rest })}</li>}
      {about.scenarios === 0 ? null : (
        <li className="ds-tag">{text('templates.scenarios', { count: about.scenarios })}</li>
      )}
      {about.hasSamples ? <li className="ds-tag">{text('templates.samples')}</li> : null}
    </ul>
  );
}

/** What was changed here since it was installed: an upgrade keeps it. */
function ChangedHere({ entry: { installed } }: { readonly entry: GalleryEntry }) {
  const text = useText();
  const title = useLocalized();
  if (installed === null || installed.changed.length === 0) return null;
  const names = installed.changed.map((each) => `${text(`kinds.${each.kind}`)} ${title(each.title)}`);
  return (
    <details className="ds-template-changed">
      <summary>{text('templates.changedHere', { count: names.length })}</summary>
      <ul>
        {names.map((name, at) => (
          <li key={at}>{name}</li>
        ))}
      </ul>
    </details>
  );
}

function Provenance({ entry: { installed }, offer }: OfferProps) {
  const text = useText();
  const now = new Date().toISOString();
  if (installed !== null)
    return (
      <span className="dg-t2">
        {text('templates.installedAt', {
          version: installed.version,
          time: formatMoment(installed.installedAt, now),
        })}
      </span>
    );
  if (offer === undefined) return null;
  return (
    <span className="dg-t2">
      {offer.sentAt === null
        ? text('templates.shipped', { version: offer.version })
        : text('templates.sent', { version: offer.version, time: formatMoment(offer.sentAt, now) })}
    </span>
  );
}

function Actions({ entry, offer }: OfferProps) {
  const text = useText();
  const title = useLocalized();
  const navigate = useNavigate();
  const { key, installed } = entry;
  const name = title(entry.title);
  const items = [
    ...(installed === null
      ? []
      : [
          {
            key: 'package',
            label: (
              <a href={`/api/v1/templates/${key}/package`} download>
                {text('templates.download')}
              </a>
            ),
          },
          {
            key: 'remove',
            danger: true,
            label: text('templates.remove'),
            onClick: () => void navigate(`/templates/${key}/remove`),
          },
        ]),
  ];
  return (
    <span className="ds-template-actions">
      {items.length === 0 ? null : (
        <Dropdown menu={{ items }} trigger={['click']}>
          <Button
            icon={<Ellipsis size={16} />}
            aria-label={text('templates.menu', { name })}
            title={text('templates.menu', { name })}
          />
        </Dropdown>
      )}
      {offer === undefined ? null : (
        <Link
          className={`ds-button${installed === null ? '' : ' is-primary'}`}
          to={installPath(offer.id)}
          aria-label={text(installed === null ? 'templates.installNamed' : 'templates.upgradeNamed', {
            name,
          })}
        >
          {installed === null ? null : <ArrowUp size={14} aria-hidden="true" />}
          {text(installed === null ? 'templates.install' : 'templates.upgrade')}
        </Link>
      )}
    </span>
  );
}
