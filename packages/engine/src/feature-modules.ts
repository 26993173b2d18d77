import type { Type } from '@nestjs/common';
import { CommandsModule } from './commands/commands.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { ReleasesModule } from './releases/releases.module.js';

/** The features, one module each. A new one adds its line here. */
export const FEATURE_MODULES: readonly Type[] = [CommandsModule, ReleasesModule, NotificationsModule];
