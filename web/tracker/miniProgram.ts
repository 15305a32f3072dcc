import { createTracker, QUEUE, type Host, type Properties } from './core';

/** What of WeChat's interface is used. */
interface WeChat {
  getStorageSync(key: string): unknown;
  setStorageSync(key: string, value: string): void;
  removeStorageSync(key: string): void;
  request(task: {
    url: string;
    method: 'POST';
    header: Record<string, string>;
    data: string;
    success(answer: { statusCode: number }): void;
    fail(): void;
  }): void;
  onNetworkStatusChange?(listener: (status: { isConnected: boolean }) => void): void;
}

/** A page or the app, as it is handed to `Page` and `App`: with functions that the host calls. */
type Declared = Record<string, unknown>;
type Declare = (declared: Declared) => void;
type Hook = (...values: unknown[]) => unknown;

// The host knows them as variables of every file and not as fields of something.
declare const wx: WeChat;
declare let App: Declare;
declare let Page: Declare;

interface Options {
  /** The address of the server, without a slash at the end. */
  server: string;
  key: string;
  /** Whether nothing may be kept or sent until `consent(true)`. */
  consentRequired?: boolean;
}

const KEPT_CONSENT = 'qj.consent';

/** Calls the tracker before the page's own function of that name, whether there is one or not. */
function hook(declared: Declared, name: string, first: (this: { route?: string }, value: unknown) => void): void {
  const own = declared[name] as Hook | undefined;
  declared[name] = function (this: { route?: string }, ...values: unknown[]): unknown {
    first.call(this, values[0]);
    return own?.apply(this, values);
  };
}

function campaignOf(query: unknown): Properties | undefined {
  const tags: Properties = {};
  for (const [key, value] of Object.entries(query ?? {})) {
    if (key.startsWith('utm_')) {
      tags[key === 'utm_campaign' ? 'name' : key.slice(4)] = value;
    }
  }
  return Object.keys(tags).length > 0 ? tags : undefined;
}

/** Begins to track. Call it before `App` and the first `Page`, so that their functions are followed. */
export function init({ server, key, consentRequired = false }: Options) {
  const host: Host = {
    read(name) {
      const value = wx.getStorageSync(name);
      return typeof value === 'string' && value !== '' ? value : null;
    },
    write(name, value) {
      try {
        if (value === null) {
          wx.removeStorageSync(name);
        } else {
          wx.setStorageSync(name, value);
        }
      } catch {
        // The storage of a mini-program has 10 MB; a full one keeps what it has.
      }
    },
    post: (data) =>
      new Promise((answered) => {
        wx.request({
          url: `${server}/v1/batch`,
          method: 'POST',
          header: { 'content-type': 'text/plain' },
          data,
          success: ({ statusCode }) => answered(statusCode),
          fail: () => answered(0),
        });
      }),
  };
  const tracker = createTracker(
    host,
    key,
    { library: { name: 'quanjing-mini.js' }, device: { type: 'mini_program' } },
    QUEUE,
  );
  let launched: Properties | undefined;
  let route: string | undefined;

  const view = (properties: Properties = {}) => {
    if (route !== undefined) {
      const campaign = launched;
      launched = undefined;
      const channel = campaign === undefined ? 'wechat_mini_program' : undefined;
      tracker.view({ path: `/${route}`, campaign }, { channel, ...properties });
      tracker.show();
    }
  };

  const allow = () => {
    tracker.allow(null, [host.read(QUEUE)]);
    view();
  };

  const [declareApp, declarePage] = [App, Page];
  App = (app) => {
    hook(app, 'onShow', (options) => {
      launched = campaignOf((options as { query?: unknown } | undefined)?.query) ?? launched;
    });
    hook(app, 'onHide', () => {
      tracker.hide();
      tracker.flush(true);
    });
    declareApp(app);
  };
  Page = (page) => {
    hook(page, 'onShow', function () {
      route = this.route;
      view();
    });
    hook(page, 'onHide', () => tracker.hide());
    hook(page, 'onUnload', () => tracker.hide());
    declarePage(page);
  };
  wx.onNetworkStatusChange?.(({ isConnected }) => isConnected && tracker.online());
  if (!consentRequired || host.read(KEPT_CONSENT) === '1') {
    allow();
  }

  return {
    track: tracker.track,
    page: view,
    identify: (customer: string) => tracker.identify(customer),
    reset: () => tracker.identify(null),
    consent(given: boolean): void {
      if (!given) {
        tracker.refuse();
        host.write(KEPT_CONSENT, null);
      } else if (!tracker.allowed()) {
        host.write(KEPT_CONSENT, '1');
        allow();
      }
    },
  };
}
