import { readSettings } from '../config/settings.js';
import { createApp } from '../create-app.js';
import { createLog } from '../log.js';
import type { EngineMaker } from './engine-maker.js';

const POOL_SIZE = 4;

/** Nothing of the environment reaches a scenario: no mail server, no address outside, no worker of its own. */
export const makeEngine: EngineMaker = ({ urls, clock }) =>
  createApp({
    settings: { ...readSettings({}), port: 0, poolSize: POOL_SIZE, roles: new Set(['web' as const]) },
    urls,
    log: createLog(process.env['DOUGONG_SCENARIO_LOG'] ?? 'silent'),
    ports: { clock },
  });
