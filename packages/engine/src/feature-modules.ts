import type { Type } from '@nestjs/common';
import { NotificationsModule } from './notifications/notifications.module.js';

/** The features, one module each. A new one adds its line here. */
export const FEATURE_MODULES: readonly Type[] = [NotificationsModule];
