import { createTracker, newId, QUEUE, type Host, type Place, type Properties } from './core';

type Call = [name: string, ...values: unknown[]];
interface Stub {
  (...call: Call): void;
  q?: Call[];
}

const KEPT_CONSENT = 'qj.consent';
const COOKIE = 'qj_visitor';
/** Browsers keep a cookie no longer than 400 days. */
const COOKIE_SECONDS = 395 * 86_400;
const EXPOSED_MS = 1_000;

/** Begins to track the page that the script stands in. */
function begin(script: HTMLScriptElement, global: Window & { quanjing?: Stub }): void {
  const { dataset } = script;
  const server = script.src.replace(/\/q\.js.*$/, '');
  const cookieEnd = `;path=/;samesite=lax${location.protocol === 'https:' ? ';secure' : ''}${
    dataset['cookieDomain'] === undefined ? '' : `;domain=${dataset['cookieDomain']}`
  }`;
  const ownQueue = `${QUEUE}.${newId()}`;
  // Where storage is closed, the page alone remembers.
  const memory: Record<string, string | null> = {};

  const host: Host = {
    read(key) {
      try {
        return localStorage.getItem(key);
      } catch {
        return memory[key] ?? null;
      }
    },
    write(key, value) {
      try {
        if (value === null) {
          localStorage.removeItem(key);
        } else {
          localStorage.setItem(key, value);
        }
      } catch {
        memory[key] = value;
      }
    },
    // As plain text, for which browsers ask no leave of the server first; without cookies.
    post(body, last) {
      const address = `${server}/v1/batch`;
      if (last && !('keepalive' in Request.prototype)) {
        return Promise.resolve(navigator.sendBeacon(address, body) ? 200 : 0);
      }
      return fetch(address, { method: 'POST', body, keepalive: true, credentials: 'omit' }).then(
        (answer) => {
          if (answer.status >= 400) {
            console.warn(`Quanjing answers ${answer.status}: see its event debugger.`);
          }
          return answer.status;
        },
        () => 0,
      );
    },
  };
  const tracker = createTracker(
    host,
    dataset['key'] ?? '',
    { library: { name: 'quanjing.js' }, userAgent: navigator.userAgent, locale: navigator.language },
    ownQueue,
  );

  // ---- where the visitor is

  let seen = '';
  let seenPath = '';
  let before = document.referrer;
  let move: ReturnType<typeof setTimeout> | undefined;

  /** The path, or what stands for it after the # in pages that route so. */
  const path = () => /^#!?(\/[^?]*)/.exec(location.hash)?.[1] ?? location.pathname;

  function campaign(): Properties | undefined {
    const tags: Properties = {};
    new URLSearchParams(location.search).forEach((value, key) => {
      if (key.startsWith('utm_')) {
        tags[key === 'utm_campaign' ? 'name' : key.slice(4)] = value;
      }
    });
    return Object.keys(tags).length > 0 ? tags : undefined;
  }

  function view(properties: Properties = {}): void {
    seenPath = path();
    seen = seenPath + location.search;
    const url = location.origin + seenPath;
    const place: Place = { path: seenPath, url, title: document.title, campaign: campaign() };
    if (before !== '') {
      place.referrer = before.replace(/[?#].*/, '');
    }
    before = url;
    tracker.view(place, properties);
    if (document.visibilityState === 'visible') {
      tracker.show();
    }
  }

  /** Views the address where it is another one; where it was replaced, only another path is another page. */
  function moved(replaced: boolean): void {
    if (replaced ? path() !== seenPath : path() + location.search !== seen) {
      clearTimeout(move);
      // The page names itself after it has changed its address.
      move = setTimeout(settle);
    }
  }

  /** Views a new address before anything is told of it. */
  function settle(): void {
    if (move !== undefined) {
      clearTimeout(move);
      move = undefined;
      if (tracker.allowed() && path() + location.search !== seen) {
        view();
      }
    }
  }

  // ---- whether it may be told

  const unwelcome =
    dataset['consent'] === 'required' ||
    navigator.doNotTrack === '1' ||
    (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;

  function start(): void {
    const left = Object.keys(localStorageOrNone()).filter((key) => key.startsWith(QUEUE));
    const texts = left.map((key) => host.read(key));
    left.forEach((key) => host.write(key, null));
    const cookie = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(document.cookie)?.[1] ?? null;
    const visitor = tracker.allow(cookie, texts);
    // Renewed with every page, since some browsers keep what a script writes for a week only.
    document.cookie = `${COOKIE}=${visitor};max-age=${COOKIE_SECONDS}${cookieEnd}`;
    if (dataset['auto'] !== 'off') {
      view();
    }
    watch(document.documentElement);
  }

  function localStorageOrNone(): object {
    try {
      return localStorage;
    } catch {
      return {};
    }
  }

  function consent(given: unknown): void {
    if (given !== true) {
      tracker.refuse();
      host.write(KEPT_CONSENT, null);
      document.cookie = `${COOKIE}=;max-age=0${cookieEnd}`;
    } else if (!tracker.allowed()) {
      host.write(KEPT_CONSENT, '1');
      start();
    }
  }

  // ---- what is seen and clicked

  const named = (element: Element, mark: string): Properties => ({
    element: element.getAttribute(mark),
    product_id: element.closest('[data-q-product]')?.getAttribute('data-q-product') ?? undefined,
  });

  const waiting = new Map<Element, ReturnType<typeof setTimeout>>();
  const watched = new WeakSet();
  const exposed = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio, intersectionRect } of entries) {
        clearTimeout(waiting.get(target));
        // What is higher than the window is seen when it fills half of it.
        if (intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2) {
          waiting.set(
            target,
            setTimeout(() => {
              if (tracker.allowed() && document.visibilityState === 'visible') {
                exposed.unobserve(target);
                tracker.track('exposure', named(target, 'data-q-exposure'));
              }
            }, EXPOSED_MS),
          );
        }
      }
    },
    { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5] },
  );

  function watch(root: Element): void {
    root.querySelectorAll('[data-q-exposure]').forEach((element) => {
      if (!watched.has(element)) {
        watched.add(element);
        exposed.observe(element);
      }
    });
  }

  // ---- what the page and its browser say

  function call(...[name, first, second]: Call): void {
    const properties = (first ?? {}) as Properties;
    if (name === 'page') {
      clearTimeout(move);
      move = undefined;
    }
    settle();
    if (name === 'consent') {
      consent(first);
    } else if (name === 'page') {
      if (tracker.allowed()) {
        view(properties);
      }
    } else if (name === 'identify') {
      tracker.identify(String(first));
    } else if (name === 'reset') {
      tracker.identify(null);
    } else if (name === 'track') {
      tracker.track(String(first), second as Properties);
    } else {
      tracker.track(name, properties);
    }
  }

  const left = () => {
    settle();
    tracker.hide();
    tracker.flush(true);
  };
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') {
      left();
    } else {
      tracker.show();
    }
  });
  addEventListener('pagehide', left);
  addEventListener('pageshow', (event) => {
    if (event.persisted && tracker.allowed()) {
      view();
    }
  });
  addEventListener('online', () => tracker.online());
  addEventListener(
    'scroll',
    () => tracker.scrolled(((scrollY + innerHeight) / document.documentElement.scrollHeight) * 100),
    { passive: true },
  );
  document.addEventListener(
    'click',
    (event) => {
      const element = (event.target as Element).closest('[data-q-click]');
      if (element !== null) {
        settle();
        tracker.track('click', named(element, 'data-q-click'));
      }
    },
    true,
  );
  new MutationObserver(() => tracker.allowed() && watch(document.documentElement)).observe(document.documentElement, {
    childList: true,
    subtree: true,
  });
  if (dataset['auto'] !== 'off') {
    for (const method of ['pushState', 'replaceState'] as const) {
      const original = history[method].bind(history);
      history[method] = (...values) => {
        original(...values);
        moved(method === 'replaceState');
      };
    }
    addEventListener('popstate', () => moved(false));
    addEventListener('hashchange', () => moved(false));
  }

  const early = global.quanjing?.q ?? [];
  global.quanjing = call;
  if (!unwelcome || host.read(KEPT_CONSENT) === '1') {
    start();
  }
  early.forEach((one) => call(...one));
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  begin(script, window);
}
