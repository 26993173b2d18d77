export * from './antd-theme.js';
export * from './appearance.js';
export * from './ThemeProvider.js';
export * from './tokens.js';
export * from './use-media-query.js';
export * from './use-scroll-edges.js';
