import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { build, type Plugin } from 'vite';

/** A shop's page waits for it on a slow telephone: it stays small. */
export const MOST_BYTES = 5 * 1_024;

/** The files that shops load, each from one of ours. */
export const SCRIPTS = {
  'q.js': { entry: 'browser.ts', format: 'iife' },
  'q-mini.js': { entry: 'miniProgram.ts', format: 'cjs' },
} as const;

/** The text of a script as shops get it. */
export async function bundled(name: keyof typeof SCRIPTS): Promise<string> {
  const { entry, format } = SCRIPTS[name];
  const made = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      // The oldest views of WeChat on telephones in use.
      target: 'es2018',
      minify: true,
      lib: { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: [format], name: 'q', fileName: 'q' },
    },
  });
  const outputs = Array.isArray(made) ? made.flatMap((one) => one.output) : 'output' in made ? made.output : [];
  const chunk = outputs.find((one) => one.type === 'chunk');
  if (chunk?.type !== 'chunk') {
    throw new Error(`No text was made of ${entry}.`);
  }
  return chunk.code;
}

export const packedBytes = (text: string) => gzipSync(text, { level: 9 }).length;

/** Lays the scripts beside the page; one that has grown too large ends the build. */
export function trackers(): Plugin {
  return {
    name: 'quanjing-trackers',
    apply: 'build',
    async generateBundle() {
      for (const name of Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[]) {
        const source = await bundled(name);
        const bytes = packedBytes(source);
        if (bytes > MOST_BYTES) {
          this.error(`${name} has ${bytes} bytes packed, more than ${MOST_BYTES}.`);
        }
        this.emitFile({ type: 'asset', fileName: name, source });
      }
    },
  };
}
