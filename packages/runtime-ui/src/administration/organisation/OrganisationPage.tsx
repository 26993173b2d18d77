import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { EmptyState } from '@dougong/ui/shell';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { AdminPage } from '../parts/AdminPage.js';
import { DepartmentsTab } from './DepartmentsTab.js';
import { PeopleTab } from './PeopleTab.js';
import { PostsTab } from './PostsTab.js';
import { RolesTab } from './RolesTab.js';

const TABS = {
  departments: DepartmentsTab,
  people: PeopleTab,
  posts: PostsTab,
  roles: RolesTab,
} as const;
type Tab = keyof typeof TABS;

/** Who works where and may do what. */
export function OrganisationPage() {
  const text = useText();
  const { rights } = useUser();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('tab') ?? 'departments';
  const tab: Tab = asked in TABS ? (asked as Tab) : 'departments';
  const Shown = TABS[tab];
  return (
    <AdminPage title={text('organisation.title')} note={text('organisation.note')}>
      {rights.administer ? (
        <>
          <Tabs
            className="rt-views"
            activeKey={tab}
            items={(Object.keys(TABS) as Tab[]).map((key) => ({ key, label: text(`organisation.${key}`) }))}
            onChange={(key) => setSearch({ tab: key }, { replace: true })}
          />
          <Shown />
        </>
      ) : (
        <EmptyState reason="noRight" />
      )}
    </AdminPage>
  );
}
