import type { makeHttpApp } from '../../src/http/http-app.ts';

type Http = ReturnType<typeof makeHttpApp>;

/** Follows an admin's browser by hand: our page, Gong's page and button, and back. Answers the callback's target. */
export async function connectByOAuth(
  http: Http,
  apiKey: string,
  decision: 'allow' | 'decline' = 'allow',
): Promise<{ landing: string; callback: URL }> {
  const authorization = `Bearer ${apiKey}`;
  const begun = await http.request('/api/v1/integrations/gong/connect', { method: 'POST', headers: { authorization } });
  if (begun.status !== 200) throw new Error(`connect: ${begun.status} ${await begun.text()}`);
  const { authorizeUrl } = (await begun.json()) as { authorizeUrl: string };
  const url = new URL(authorizeUrl);
  const decided = await fetch(`${url.origin}/oauth2/decide`, {
    method: 'POST',
    body: new URLSearchParams({ ...Object.fromEntries(url.searchParams), decision }),
    redirect: 'manual',
  });
  const callback = new URL(decided.headers.get('location') ?? '');
  return { landing: await finish(http, apiKey, callback), callback };
}

/** Our server's answer to the return from Gong. */
export async function finish(http: Http, apiKey: string, callback: URL): Promise<string> {
  const response = await http.request(`${callback.pathname}${callback.search}`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  return `${response.status} ${decodeURIComponent(response.headers.get('location') ?? '')}`;
}
