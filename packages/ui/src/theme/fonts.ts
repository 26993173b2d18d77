/// <reference path="../css.d.ts" />
/*
 * Self-hosted faces. Inter carries Latin and digits. Noto Sans SC is fetched by a browser only where neither PingFang nor
 * YaHei exists, and only in the two weights that we use.
 */
import '@fontsource-variable/inter/index.css';
import '@fontsource/noto-sans-sc/chinese-simplified-400.css';
import '@fontsource/noto-sans-sc/chinese-simplified-600.css';
