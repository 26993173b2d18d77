import { Fragment } from 'react';
import { Link, useLocation } from 'react-router';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { Tooltip } from 'antd';
import { useUiText } from '../i18n/index.js';
import { Count } from './Count.js';
import { currentEntry, type NavEntry, type NavSection } from './navigation.js';

interface EntryProps {
  readonly entry: NavEntry;
  readonly current: boolean;
  readonly narrow: boolean;
  readonly onFollow?: (() => void) | undefined;
}

function Entry({ entry, current, narrow, onFollow }: EntryProps) {
  const Icon = entry.icon;
  const link = (
    <Link to={entry.to} aria-current={current ? 'page' : undefined} onClick={onFollow}>
      <Icon size={narrow ? 20 : 16} aria-hidden="true" />
      <span className={narrow ? 'dg-sr' : 'dg-clip'}>{entry.title}</span>
      <Count value={entry.count} late={entry.late === true} />
    </Link>
  );
  return (
    <li>
      {narrow ? (
        <Tooltip title={entry.title} placement="right">
          {link}
        </Tooltip>
      ) : (
        link
      )}
    </li>
  );
}

interface SideNavProps {
  readonly sections: readonly NavSection[];
  readonly narrow?: boolean;
  readonly onToggle?: () => void;
  readonly onFollow?: () => void;
}

/** The sections of the application with their entries; narrow shows icons only. */
export function SideNav({ sections, narrow = false, onToggle, onFollow }: SideNavProps) {
  const text = useUiText();
  const { pathname } = useLocation();
  const current = currentEntry(sections, pathname);
  const Fold = narrow ? PanelLeftOpen : PanelLeftClose;
  const foldText = text(narrow ? 'shell.expandNavigation' : 'shell.collapseNavigation');
  return (
    <nav className={`dg-side${narrow ? ' is-narrow' : ''}`} aria-label={text('shell.mainNavigation')}>
      {sections.map((section, index) => (
        <Fragment key={section.id}>
          {section.title === undefined ? null : narrow ? (
            <hr aria-hidden="true" />
          ) : (
            <h2 id={`dg-nav-${section.id}`}>{section.title}</h2>
          )}
          <ul aria-label={section.title ?? (index === 0 ? text('shell.mainNavigation') : undefined)}>
            {section.entries.map((entry) => (
              <Entry
                key={entry.id}
                entry={entry}
                current={entry === current}
                narrow={narrow}
                onFollow={onFollow}
              />
            ))}
          </ul>
        </Fragment>
      ))}
      {onToggle === undefined ? null : (
        <button
          type="button"
          className="dg-side-fold"
          onClick={onToggle}
          aria-expanded={!narrow}
          title={foldText}
        >
          <Fold size={16} aria-hidden="true" />
          <span className={narrow ? 'dg-sr' : undefined}>{foldText}</span>
        </button>
      )}
    </nav>
  );
}
