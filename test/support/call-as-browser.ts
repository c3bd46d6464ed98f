import type { makeHttpApp } from '../../src/http/http-app.ts';

/** Asks as a page of ours does. `cookie` is what the answer sets, to be sent along afterwards. */
export async function callAsBrowser(
  http: ReturnType<typeof makeHttpApp>,
  [method, path]: readonly [method: string, path: string],
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await http.request(path, {
    method,
    headers: { 'content-type': 'application/json', origin: 'http://127.0.0.1:3000', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { status: response.status, body: await response.json(), cookie };
}

/** What the page of a new server sends, but for its code. */
export const SET_UP_WISH = {
  name: 'Ours',
  domains: ['ours.example'],
  timeZone: 'Europe/Berlin',
  adminName: 'Robin Berg',
  adminEmail: 'robin@ours.example',
  password: 'a good password',
};
