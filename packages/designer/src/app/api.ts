import { createApi } from '@dougong/ui/api';
import { i18nInstance } from '@dougong/ui/i18n';

/** The engine that served this page. */
export const api = createApi({ baseUrl: '/api/v1', language: () => i18nInstance.language });
