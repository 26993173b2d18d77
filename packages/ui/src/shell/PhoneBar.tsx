import { useState } from 'react';
import { Drawer } from 'antd';
import { Menu } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { useUiText } from '../i18n/index.js';
import { Count } from './Count.js';
import { currentEntry, type NavSection } from './navigation.js';
import { SideNav } from './SideNav.js';

const ENTRIES_MAX = 4;

/** Navigation of a phone: the first entries under the thumb, the rest in a drawer. */
export function PhoneBar({ sections }: { readonly sections: readonly NavSection[] }) {
  const text = useUiText();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const current = currentEntry(sections, pathname);
  const entries = sections.flatMap((section) => section.entries).slice(0, ENTRIES_MAX);
  return (
    <>
      <nav className="dg-phonebar" aria-label={text('shell.mainNavigation')}>
        <ul>
          {entries.map((entry) => {
            const Icon = entry.icon;
            return (
              <li key={entry.id}>
                <Link to={entry.to} aria-current={entry === current ? 'page' : undefined}>
                  <Icon size={24} aria-hidden="true" />
                  <span>{entry.title}</span>
                  <Count value={entry.count} late={entry.late === true} />
                </Link>
              </li>
            );
          })}
          <li>
            <button type="button" onClick={() => setOpen(true)} aria-expanded={open} aria-haspopup="dialog">
              <Menu size={24} aria-hidden="true" />
              <span>{text('shell.more')}</span>
            </button>
          </li>
        </ul>
      </nav>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        placement="left"
        size={280}
        title={text('shell.mainNavigation')}
        styles={{ body: { padding: 0 } }}
      >
        <SideNav sections={sections} onFollow={() => setOpen(false)} />
      </Drawer>
    </>
  );
}
