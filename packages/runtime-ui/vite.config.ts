import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const engine = process.env['DOUGONG_URL'] ?? 'http://localhost:3000';

export default defineConfig({
  base: '/',
  plugins: [react()],
  resolve: {
    // rjsf names its ajv validator in a helper for tests. Values are checked by the kernel, and ajv compiles code, which the
    // content security policy forbids, so it is not installed.
    alias: { '@rjsf/validator-ajv8': fileURLToPath(new URL('./src/parts/no-validator.ts', import.meta.url)) },
  },
  server: { proxy: { '/api': engine, '/healthz': engine } },
  build: {
    outDir: 'dist',
    // The engine's content security policy forbids data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // Forms, charts and the canvas split themselves off by dynamic import; only what every page needs is named here.
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack)[\\/]/,
              priority: 2,
            },
            { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component)[\\/]/, priority: 1 },
          ],
        },
      },
    },
  },
});
