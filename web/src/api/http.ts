import { Problem, problemOf } from './problem';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

function cookie(name: string): string | null {
  for (const part of document.cookie.split('; ')) {
    if (part.startsWith(`${name}=`)) {
      return decodeURIComponent(part.slice(name.length + 1));
    }
  }
  return null;
}

/** The token that the server wants back on every change; asked for once if the cookie is not there yet. */
async function csrfToken(): Promise<string> {
  const known = cookie('XSRF-TOKEN');
  if (known !== null) {
    return known;
  }
  await fetch('/api/session/csrf', { credentials: 'same-origin' });
  return cookie('XSRF-TOKEN') ?? '';
}

async function parsed(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

async function send(method: Method, path: string, body: unknown, signal: AbortSignal | undefined): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json, text/csv;q=0.9, */*;q=0.5' };
  const request: RequestInit = { method, headers, credentials: 'same-origin' };
  if (signal !== undefined) {
    request.signal = signal;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(body);
  }
  let response: Response;
  try {
    if (method !== 'GET') {
      headers['X-XSRF-TOKEN'] = await csrfToken();
    }
    response = await fetch(path, request);
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') {
      throw failure;
    }
    throw new Problem({ status: 0, code: null, message: '', arguments: {} });
  }
  if (!response.ok) {
    throw problemOf(response.status, await parsed(response));
  }
  return response;
}

/** Reads JSON. The caller names the shape; the server's contract is the proof. */

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await send('GET', path, undefined, signal)).json()) as T;
}

/** Sends JSON and reads JSON; an empty answer is undefined. */

export async function change<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const response = await send(method, path, body, undefined);
  return (response.status === 204 ? undefined : await parsed(response)) as T;
}

/** A file that the server makes, with the name it gives. */
export async function download(path: string, fallbackName: string): Promise<{ content: Blob; name: string }> {
  const response = await send('GET', path, undefined, undefined);
  return {
    content: await response.blob(),
    name: fileName(response.headers.get('Content-Disposition')) ?? fallbackName,
  };
}

/** The file name of a Content-Disposition header; the extended form goes before the plain one. */
export function fileName(disposition: string | null): string | null {
  if (disposition === null) {
    return null;
  }
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (extended !== undefined) {
    return decodeURIComponent(extended);
  }
  return /filename="?([^";]+)"?/i.exec(disposition)?.[1] ?? null;
}

/** Sends a form with files and tells how much has gone; fetch cannot tell that. */
export async function upload<T>(
  path: string,
  form: FormData,
  progressed: (share: number) => void,
  signal: AbortSignal,
): Promise<T> {
  const token = await csrfToken();
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('X-XSRF-TOKEN', token);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable && event.total > 0) {
        progressed(event.loaded / event.total);
      }
    });
    request.addEventListener('load', () => {
      const body = jsonOf(request.responseText);
      if (request.status >= 200 && request.status < 300) {
        resolve(body as T);
      } else {
        reject(problemOf(request.status, body));
      }
    });
    request.addEventListener('error', () => {
      reject(new Problem({ status: 0, code: null, message: '', arguments: {} }));
    });
    request.addEventListener('abort', () => {
      reject(new DOMException('cancelled', 'AbortError'));
    });
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
