import { Button } from 'antd';
import { Eye } from 'lucide-react';
import { api } from '../data/api.js';
import { useText } from '../texts/index.js';
import { useUser } from './session.js';

/** Everything on the pages belongs to somebody else from now on, so they begin anew. */
function beginAnew(): void {
  window.location.assign('/');
}

/** Looks at the system as somebody else sees it. */
export async function viewAs(user: string): Promise<void> {
  await api.session.view(user);
  beginAnew();
}

/** Says on every page that somebody only looks, and as whom. */
export function ViewBanner() {
  const text = useText();
  const { name, viewer } = useUser();
  if (viewer === undefined) return null;
  return (
    <div className="rt-view-banner" role="status">
      <Eye size={16} aria-hidden="true" />
      <span>{text('viewing.banner', { name, viewer: viewer.name })}</span>
      <Button size="small" onClick={() => void api.session.endView().finally(beginAnew)}>
        {text('viewing.end')}
      </Button>
    </div>
  );
}
