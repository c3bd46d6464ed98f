import { createOrganization } from '../../src/access/create-organization.ts';
import { toOrganizationId } from '../../src/call.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { NOW } from './builders.ts';
import { type SpokenCall, saveSpokenCalls } from './spoken-calls.ts';
import { openTestServices } from './test-services.ts';

/** An organization with invented calls behind the real HTTP application, and the admin's key. */
export async function openHttpOrganization(
  calls: readonly SpokenCall[],
  domains: string[] = ['ours.example'],
  settings: Record<string, string> = {},
  lay?: (dataDir: string) => void,
) {
  const opened = await openTestServices(settings, () => NOW, lay);
  const { id, apiKey } = await createOrganization(opened.services, {
    name: 'Ours',
    adminEmail: 'robin@ours.example',
    domains,
  });
  const organizationId = toOrganizationId(id);
  const deps = opened.services;
  const http = makeHttpApp(deps);
  const signal = new AbortController().signal;
  const save = async (more: readonly SpokenCall[]) => {
    await saveSpokenCalls(deps.db, more, organizationId);
    await deps.indexer.index(signal, organizationId);
  };
  await save(calls);
  const request = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const isText = typeof body === 'string';
    const response = await http.request(`/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body !== undefined && { 'content-type': isText ? 'text/csv' : 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : null };
  };
  return { ...opened, organizationId, deps, http, apiKey, save, request };
}
