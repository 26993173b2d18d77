import { SYSTEM_RIGHTS } from '@dougong/kernel/metadata';
import type { Subject } from '../../identity/subject.js';

/** The user in whose name rules act that nobody's command sets off; a migration makes it, nobody signs in as it. */
export const PLATFORM: Subject = {
  id: '00000000-0000-4000-8000-000000000001',
  login: 'dougong:platform',
  name: '系统',
  post: null,
  language: 'zh-CN',
  roles: [],
  rights: Object.fromEntries(SYSTEM_RIGHTS.map((right) => [right, false])) as Subject['rights'],
};
