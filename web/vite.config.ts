import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

import { trackers } from './tracker/build.ts';

const server = process.env['QUANJING_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), trackers()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The server puts a fresh value into each page that it serves; Ant Design's styles carry it.
  html: { cspNonce: '__CSP_NONCE__' },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': server, '/v1': server, '/q.js': server, '/q-mini.js': server },
  },
  build: {
    target: 'es2022',
    // A data: address would need a wider content policy than 'self'.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  test: {
    environment: 'jsdom',
    include: ['{src,tracker}/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
