import type { Check } from '../check.js';
import { backupCheck } from './backup.check.js';
import { channelsCheck } from './channels.check.js';
import { clockCheck } from './clock.check.js';
import { connectorsCheck } from './connectors.check.js';
import { diskCheck } from './disk.check.js';
import { drillCheck } from './drill.check.js';
import { enginesCheck } from './engines.check.js';
import { failuresCheck, heldCheck } from './failures.check.js';
import { ledgerCheck } from './ledger.check.js';
import { migrationsCheck } from './migrations.check.js';
import { queueCheck } from './queue.check.js';
import { releaseCheck } from './release.check.js';
import { rightsCheck } from './rights.check.js';
import { scenariosCheck } from './scenarios.check.js';
import { serverCheck } from './server.check.js';
import { versionCheck } from './version.check.js';

/** Without these nothing else can be asked. */
export const FIRST_CHECKS: readonly Check[] = [serverCheck, migrationsCheck];

/** All others, one line each. */
export const CHECKS: readonly Check[] = [
  rightsCheck,
  releaseCheck,
  ledgerCheck,
  enginesCheck,
  queueCheck,
  failuresCheck,
  heldCheck,
  channelsCheck,
  connectorsCheck,
  backupCheck,
  drillCheck,
  scenariosCheck,
  diskCheck,
  clockCheck,
  versionCheck,
];
