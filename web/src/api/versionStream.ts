import type { Version } from './metric';

const ADDRESS = '/api/version/stream';

/** The server says something every ten seconds; after this silence the connection is taken for dead. */
const SILENCE_MS = 25_000;

/** So long the browser may take to come again by itself before the page looks in another way. */
const GRACE_MS = 3_000;

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

export interface VersionListener {
  onVersion: (version: Version) => void;
  /** The stream is alive, though there is no news. */
  onBeat: () => void;
  /** Whether the page is told, so that it need not look by itself. */
  onAlive: (alive: boolean) => void;
}

/**
 * Follows the server's stream of versions while the tab is seen: a browser has six connections to a server over HTTP/1.1, which hidden tabs
 * must not hold. Answers with what ends it.
 */
export function followVersion(listener: VersionListener): () => void {
  if (typeof EventSource === 'undefined') {
    return () => undefined;
  }
  let source: EventSource | null = null;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let grace: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_WAIT_MS;

  const close = () => {
    clearTimeout(silence);
    clearTimeout(grace);
    clearTimeout(again);
    source?.close();
    source = null;
  };
  const broken = () => {
    close();
    listener.onAlive(false);
    // Not all pages at the same moment after a server was away.
    again = setTimeout(open, wait * (0.5 + Math.random() / 2));
    wait = Math.min(LONGEST_WAIT_MS, 2 * wait);
  };
  const heard = () => {
    wait = FIRST_WAIT_MS;
    clearTimeout(grace);
    clearTimeout(silence);
    silence = setTimeout(broken, SILENCE_MS);
    listener.onAlive(true);
  };
  const open = () => {
    close();
    const opened = new EventSource(ADDRESS);
    source = opened;
    silence = setTimeout(broken, SILENCE_MS);
    opened.addEventListener('version', (event: MessageEvent<string>) => {
      heard();
      listener.onVersion(JSON.parse(event.data) as Version);
    });
    opened.addEventListener('beat', () => {
      heard();
      listener.onBeat();
    });
    opened.addEventListener('error', () => {
      if (opened.readyState === EventSource.CLOSED) {
        broken();
      } else {
        clearTimeout(grace);
        grace = setTimeout(() => listener.onAlive(false), GRACE_MS);
      }
    });
  };
  const seen = () => {
    if (document.visibilityState === 'hidden') {
      close();
      listener.onAlive(false);
    } else if (source === null) {
      open();
    }
  };
  document.addEventListener('visibilitychange', seen);
  seen();
  return () => {
    document.removeEventListener('visibilitychange', seen);
    close();
    listener.onAlive(false);
  };
}
