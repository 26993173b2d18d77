import { useState } from 'react';
import { Button } from 'antd';
import { Copy, Download } from 'lucide-react';
import { ScrollTable } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { saveFrom } from '../../exchange/save-as.js';
import { useText } from '../../texts/index.js';
import { csvOf, fullLink, linesOf } from './invitation-file.js';
import type { PeopleReport } from './people-import-wire.js';

function useCopy() {
  const [copied, setCopied] = useState('');
  const copy = (what: string, words: string) =>
    void navigator.clipboard.writeText(words).then(() => setCopied(what));
  return { copied, copy };
}

/** The links of those who are new. They are shown this once, so they can be copied and saved. */
export function InvitationList({ invitations }: Pick<PeopleReport, 'invitations'>) {
  const text = useText();
  const moment = useMoment();
  const { copied, copy } = useCopy();
  const [first] = invitations;
  if (first === undefined) return null;
  const save = () => {
    const heads = ['identity.name', 'signIn.login', 'peopleImport.link'].map((key) => text(key));
    const address = URL.createObjectURL(new Blob([csvOf(heads, invitations)], { type: 'text/csv' }));
    saveFrom(address, `${text('peopleImport.linksFile')}.csv`);
    URL.revokeObjectURL(address);
  };
  return (
    <section className="dg-card" aria-labelledby="rt-people-links">
      <div className="dg-card-head">
        <h2 id="rt-people-links">{text('peopleImport.invitations')}</h2>
      </div>
      <div className="rt-imp-body">
        <p>{text('peopleImport.invitationsNote', { until: moment(first.expiresAt) })}</p>
        <div className="rt-imp-buttons">
          <Button
            type="primary"
            icon={<Copy size={16} aria-hidden="true" />}
            onClick={() => copy('all', linesOf(invitations))}
          >
            {text(copied === 'all' ? 'peopleImport.copied' : 'peopleImport.copyAll')}
          </Button>
          <Button icon={<Download size={16} aria-hidden="true" />} onClick={save}>
            {text('peopleImport.saveLinks')}
          </Button>
        </div>
      </div>
      <ScrollTable label={text('peopleImport.invitations')}>
        <table className="rt-ledger-table">
          <thead>
            <tr>
              <th scope="col">{text('identity.name')}</th>
              <th scope="col">{text('signIn.login')}</th>
              <th scope="col">{text('peopleImport.link')}</th>
              <th scope="col">
                <span className="dg-sr">{text('organisation.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {invitations.map(({ login, name, link }) => (
              <tr key={login}>
                <th scope="row">{name}</th>
                <td className="dg-code">{login}</td>
                <td className="dg-code rt-people-link">{fullLink(link)}</td>
                <td className="is-end">
                  <Button
                    type="text"
                    icon={<Copy size={16} />}
                    aria-label={text('peopleImport.copyOne', { name })}
                    title={text(copied === login ? 'peopleImport.copied' : 'peopleImport.copyOne', { name })}
                    onClick={() => copy(login, fullLink(link))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </section>
  );
}
