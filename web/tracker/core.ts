/** What the world around the tracker can do: a browser, or the host of a mini-program. */
export interface Host {
  /** Reads and writes small texts that stay; both do nothing where they may not. */
  read(key: string): string | null;
  write(key: string, value: string | null): void;
  /** Sends a batch. Gives the status of the answer, 0 if there was none; `last` if the page may be gone before it comes. */
  post(body: string, last: boolean): Promise<number>;
}

export type Properties = Record<string, unknown>;

/** Where a visitor is. `url` has no query, since that may hold personal data; its tags are the campaign. */
export interface Place {
  path: string;
  url?: string;
  title?: string;
  referrer?: string;
  campaign?: Properties | undefined;
}

/** An event as the Segment interface has it. */
interface Told {
  type: string;
  event?: string | undefined;
  messageId: string;
  timestamp: string;
  anonymousId: string;
  userId?: string;
  properties: Properties;
  context: Properties;
}

const VISITOR = 'qj.visitor';
const CUSTOMER = 'qj.customer';
const SESSION = 'qj.session';
/** Beginning of the names under which queues are kept. */
export const QUEUE = 'qj.queue';

const SILENCE_MS = 30 * 60_000;
/** Long enough for a page to say which product it shows. */
const GATHER_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
const MOST_WAITING = 300;
const MOST_AT_ONCE = 50;
/** Browsers let 64 KiB outlive their page, and a character may need three bytes. */
const LONGEST_BODY = 20_000;

/** The short names of what shops tell, as the e-commerce specification calls it. */
const NAMES: Record<string, string> = {
  search: 'Products Searched',
  product: 'Product Viewed',
  favourite: 'Product Added to Wishlist',
  cart: 'Product Added',
  uncart: 'Product Removed',
  checkout: 'Checkout Started',
  pay: 'Payment Info Entered',
  paid: 'Order Completed',
  exposure: 'Element Exposed',
  click: 'Element Clicked',
};

const random = () => Math.random().toString(36).slice(2, 12);
export const newId = () => Date.now().toString(36) + random() + random();

interface Session {
  id: string;
  at: number;
  day: string;
  touch: string;
}

/** What was kept as JSON; null for anything that is none. */
function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export type Tracker = ReturnType<typeof createTracker>;

/**
 * Gathers what a visitor does, keeps it until the server has it, and says who and which visit it was.
 *
 * @param shared what is true of every event: the library, the device
 * @param queueKey under which name the waiting events are kept
 */
export function createTracker(host: Host, writeKey: string, shared: Properties, queueKey: string) {
  let allowed = false;
  let visitor = '';
  let queue: Told[] = [];
  let inFlight: Told[] = [];
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let page: { place: Place; session: string; view?: Told; product?: unknown } | undefined;
  let shownAt = 0;
  let scroll: number | undefined;

  const keep = () => host.write(queueKey, queue.length > 0 ? JSON.stringify(queue) : null);

  const later = (wait: number) => {
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
  };

  /** Sends what waits; what is on its way already is left out. */
  function flush(last = false): void {
    if (inFlight.length > 0 && !last) {
      return;
    }
    let length = 0;
    const batch = queue
      .filter((told) => !inFlight.includes(told))
      .slice(0, MOST_AT_ONCE)
      .filter((told, at) => (length += JSON.stringify(told).length) < LONGEST_BODY || at === 0);
    if (batch.length === 0) {
      return;
    }
    inFlight = inFlight.concat(batch);
    const body = { writeKey, sentAt: new Date().toISOString(), context: shared, batch };
    void host.post(JSON.stringify(body), last).then((status) => {
      inFlight = inFlight.filter((told) => !batch.includes(told));
      if (status === 0 || status === 429 || status >= 500) {
        later(Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** failures++) * (0.5 + Math.random() / 2));
        return;
      }
      // Taken, or refused for good: the server keeps the good events of a batch that it refuses.
      failures = 0;
      queue = queue.filter((told) => !batch.includes(told));
      if (allowed) {
        keep();
        if (queue.length > 0) {
          later(0);
        }
      }
    });
  }

  /** The visit: it ends by half an hour of silence, at midnight, and where a campaign brings the visitor again. */
  function session(campaign: Properties | undefined): string {
    const now = Date.now();
    const day = new Date().toDateString();
    const touch = campaign === undefined ? '' : JSON.stringify(campaign);
    let known = parsed(host.read(SESSION)) as Session | null;
    if (known === null || now - known.at > SILENCE_MS || known.day !== day || (touch !== '' && touch !== known.touch)) {
      known = { id: newId(), at: now, day, touch };
    }
    host.write(SESSION, JSON.stringify({ ...known, at: now }));
    return known.id;
  }

  function put(type: string, event: string | undefined, properties: Properties, of: string): Told | undefined {
    if (!allowed) {
      return undefined;
    }
    const { campaign, ...place } = page?.place ?? { path: '/' };
    const viewed = type === 'page';
    const customer = host.read(CUSTOMER);
    const told: Told = {
      type,
      event,
      messageId: newId(),
      timestamp: new Date().toISOString(),
      anonymousId: visitor,
      ...(customer !== null && { userId: customer }),
      properties,
      // Only a view tells where the visitor comes from.
      context: { sessionId: of, ...(viewed ? { page: place, campaign } : { page: { path: place.path } }) },
    };
    queue.push(told);
    queue = queue.slice(-MOST_WAITING);
    keep();
    if (inFlight.length === 0 && failures === 0) {
      later(GATHER_MS);
    }
    return told;
  }

  /** Tells how long the page was seen until now. A window that nobody touches for half an hour is seen by nobody. */
  function hide(): void {
    const seconds = Math.round(Math.min(SILENCE_MS, Date.now() - shownAt) / 100) / 10;
    if (page !== undefined && shownAt > 0 && seconds > 0) {
      put(
        'track',
        'Page Left',
        { dwell_seconds: seconds, scroll_percent: scroll, product_id: page.product },
        page.session,
      );
    }
    shownAt = 0;
  }

  const show = () => {
    shownAt = shownAt || Date.now();
  };

  function track(name: string, properties: Properties = {}): void {
    if (!allowed) {
      return;
    }
    const event = NAMES[name] ?? name;
    const view = page?.view;
    if (event === 'Product Viewed' && page !== undefined) {
      page.product = properties['product_id'];
      // A product's page is one view, not two.
      if (view !== undefined && queue.includes(view) && !inFlight.includes(view)) {
        Object.assign(view, { type: 'track', event, properties: { ...view.properties, ...properties } });
        delete page.view;
        keep();
        return;
      }
    }
    put('track', event, properties, session(undefined));
  }

  return {
    flush,
    show,
    hide,
    track,

    /** Whether anything may be kept and sent. */
    allowed: () => allowed,

    /**
     * Begins: from now on events are kept and sent, those that an earlier page left behind first.
     *
     * @param known the visitor, if the host keeps it in another place too
     */
    allow(known: string | null, left: (string | null)[]): string {
      allowed = true;
      visitor = known ?? host.read(VISITOR) ?? newId();
      host.write(VISITOR, visitor);
      queue = left.flatMap((text) => (parsed(text) ?? []) as Told[]).slice(-MOST_WAITING);
      keep();
      later(0);
      return visitor;
    },

    /** Ends, and forgets everything that was kept. */
    refuse(): void {
      allowed = false;
      queue = [];
      page = undefined;
      clearTimeout(timer);
      [VISITOR, CUSTOMER, SESSION, queueKey].forEach((key) => host.write(key, null));
    },

    /** A page is seen; the one before is left. */
    view(place: Place, properties: Properties): void {
      hide();
      scroll = undefined;
      page = undefined;
      if (allowed) {
        page = { place, session: session(place.campaign) };
        const view = put('page', undefined, properties, page.session);
        if (view !== undefined) {
          page.view = view;
        }
        page.product = properties['product_id'];
      }
    },

    /** How far down the page was seen, in percent. */
    scrolled(percent: number): void {
      scroll = Math.max(scroll ?? 0, Math.min(100, Math.round(percent)));
    },

    /** Who the visitor is; nobody any more without an id. */
    identify(customer: string | null): void {
      if (allowed) {
        host.write(CUSTOMER, customer);
        if (customer !== null) {
          put('identify', undefined, {}, session(undefined));
        }
      }
    },

    /** Goes on at once when the network is back. */
    online(): void {
      failures = 0;
      later(0);
    },
  };
}
